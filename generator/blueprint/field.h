// The field tables: one constexpr table a struct says everything about its keys, once. Decoding (decode.h), the JSON
// Schema (json_schema.h), the reference pages (reference.h) and suggestions (keys.h) are plain functions over the
// tables. A table knows its struct through pointers to members; what the member can hold follows from its type.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/name.h"
#include "blueprint/text_rule.h"
#include "blueprint/written.h"

namespace landform::blueprint {

struct Field;

// A word of an enumeration, in the order of its enumerators.
struct Word {
  std::string_view word;
  std::string_view doc;  // one short phrase
};

enum class Form : std::uint8_t { text, integer, decimal, boolean, word, tree, record, list, map };

// What a slot can hold, with the few operations that decoding needs, without knowing the C++ type.
struct Type {
  Form form = Form::text;
  std::size_t size = 0;  // of the slot, for the test that a table covers its struct
  std::size_t align = 0;
  const Type* element = nullptr;                                        // list, map
  Slot& (*append)(Slot&, std::string_view name, base::Span) = nullptr;  // list (ignores the name), map
  void (*reserve)(Slot&, std::size_t) = nullptr;                        // list, map
  void* (*object)(Slot&) = nullptr;                                     // record
  std::span<const Field> (*fields)() = nullptr;                         // record
  std::size_t record_size = 0;                                          // record
  std::string_view (*short_form)() = nullptr;                           // record; null: it has none
  void (*set_text)(Slot&, std::string) = nullptr;                       // text
  void (*set_word)(Slot&, std::size_t) = nullptr;                       // word
  std::span<const Word> (*words)() = nullptr;                           // word
};

// What a field's value must be, beyond its type. For lists and maps it speaks of the elements.
struct Rule {
  const TextRule* text = nullptr;    // texts
  const TextRule* names = nullptr;   // the keys of a map
  std::int64_t minimum = INT64_MIN;  // integers; decimals as whole bounds
  std::int64_t maximum = INT64_MAX;
  std::string_view unit = {};    // "days", for integers
  std::string_view refers = {};  // kind of thing that a text names: "account", "unit or account"
};

// Other ways to write a value that say the same.
enum class Also : std::uint8_t {
  nothing,
  names,   // a map may be a list of names, each with every default
  single,  // a list of one may be written without its brackets
};

enum class Need : std::uint8_t { optional, required };
enum class Null : std::uint8_t { refused, allowed };
enum class Empty : std::uint8_t { allowed, refused };

// The rest of a table's row. Exactly one of `need` = required, `fallback` and `absent` says what happens without the
// key.
struct Facts {
  Rule rule = {};
  Need need = Need::optional;
  std::string_view fallback = {};  // the default, as it would be written; of a list, its items with ", " between them
  std::string_view absent = {};    // what holds without the key, in words: "the home region alone"
  std::string_view doc = {};       // full sentences
  std::string_view example = {};   // YAML of the value, in one line
  std::string_view change = {};    // what changing it later does; empty: an update in place
  Also also = Also::nothing;
  Null null = Null::refused;
  Empty empty = Empty::allowed;  // lists and maps
};

struct Field {
  std::string_view name;
  Slot& (*at)(void* object);
  const Type* type;
  Facts facts;
};

namespace detail {

template <class T>
struct IsName : std::false_type {};
template <class Tag>
struct IsName<base::Name<Tag>> : std::true_type {};

template <class Slot_>
struct TypeOf;

template <class T>
struct TypeOf<Written<T>> {
  static constexpr Type make() {
    using S = Written<T>;
    Type type{.size = sizeof(S), .align = alignof(S)};
    if constexpr (std::is_same_v<T, std::string> || IsName<T>::value) {
      type.form = Form::text;
      type.set_text = [](Slot& slot, std::string text) { static_cast<S&>(slot).value = T(std::move(text)); };
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
      type.form = Form::integer;
    } else if constexpr (std::is_same_v<T, Decimal>) {
      type.form = Form::decimal;
    } else if constexpr (std::is_same_v<T, bool>) {
      type.form = Form::boolean;
    } else if constexpr (std::is_enum_v<T>) {
      type.form = Form::word;
      type.set_word = [](Slot& slot, std::size_t index) { static_cast<S&>(slot).value = static_cast<T>(index); };
      type.words = [] { return words_of(T{}); };
    } else if constexpr (std::is_same_v<T, Tree>) {
      type.form = Form::tree;
    } else {
      type.form = Form::record;
      type.object = [](Slot& slot) -> void* { return &static_cast<S&>(slot).value; };
      type.fields = [] { return fields_of(static_cast<const T*>(nullptr)); };
      type.record_size = sizeof(T);
      if constexpr (requires { short_form_of(static_cast<const T*>(nullptr)); }) {
        type.short_form = [] { return short_form_of(static_cast<const T*>(nullptr)); };
      }
    }
    return type;
  }
};

template <class S>
inline constexpr Type kType = TypeOf<S>::make();

template <class T>
struct TypeOf<Listed<T>> {
  static constexpr Type make() {
    using S = Listed<T>;
    return {.form = Form::list,
            .size = sizeof(S),
            .align = alignof(S),
            .element = &kType<Held<T>>,
            .append = [](Slot& slot, std::string_view, base::Span) -> Slot& {
              return static_cast<S&>(slot).items.emplace_back();
            },
            .reserve = [](Slot& slot, std::size_t count) { static_cast<S&>(slot).items.reserve(count); }};
  }
};

template <class T>
struct TypeOf<Named<T>> {
  static constexpr Type make() {
    using S = Named<T>;
    return {.form = Form::map,
            .size = sizeof(S),
            .align = alignof(S),
            .element = &kType<Held<T>>,
            .append = [](Slot& slot, std::string_view name, base::Span span) -> Slot& {
              auto& item = static_cast<S&>(slot).items.emplace_back();
              item.name = name;
              item.name_span = span;
              return item.written;
            },
            .reserve = [](Slot& slot, std::size_t count) { static_cast<S&>(slot).items.reserve(count); }};
  }
};

template <class S, class M>
S struct_of(M S::*);
template <class S, class M>
M member_of(M S::*);

}  // namespace detail

// A table's row: field<&Trail::bucket>("bucket", {.rule = ..., .doc = ...}).
// A struct S has `std::span<const Field> fields_of(const S*)` beside it, an enumeration E `std::span<const Word>
// words_of(E)`. A struct whose other keys are seldom needed may have `std::string_view short_form_of(const S*)` too:
// the name of the key that is meant where a single value stands for the record ("main: 10.0.0.0/8").
// Where S has the member from a struct that it is derived from, S is named: field<&Plan::schedule, Plan>(...).
template <auto Member, class S = decltype(detail::struct_of(Member))>
constexpr Field field(std::string_view name, const Facts& facts) {
  using M = decltype(detail::member_of(Member));
  return {name, [](void* object) -> Slot& { return static_cast<S*>(object)->*Member; }, &detail::kType<M>, facts};
}

// Rules as tables say them.
constexpr Rule text(const TextRule& rule, std::string_view refers = {}) {
  return {.text = &rule, .refers = refers};
}
constexpr Rule named(const TextRule& names) {
  return {.names = &names};
}
constexpr Rule named(const TextRule& names, const TextRule& values) {
  return {.text = &values, .names = &names};
}
constexpr Rule range(std::int64_t minimum, std::int64_t maximum, std::string_view unit) {
  return {.minimum = minimum, .maximum = maximum, .unit = unit};
}

}  // namespace landform::blueprint
