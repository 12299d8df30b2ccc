// The only file that includes yaml-cpp. What the quick reader leaves is checked as text and handed to yaml-cpp's event
// parser; its events go over to the tree builder, its exceptions become diagnostics.
#include "yaml/reader.h"

#include <yaml-cpp/emitterstyle.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <istream>
#include <streambuf>
#include <string>
#include <utility>

#include "yaml/parser_text.h"
#include "yaml/quick_reader.h"
#include "yaml/source_check.h"
#include "yaml/syntax_words.h"
#include "yaml/tree_builder.h"

namespace landform::yaml {
namespace {

// yaml-cpp reads a stream; this one reads the text in place.
class TextBuffer : public std::streambuf {
 public:
  explicit TextBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());
    setg(begin, begin, begin + text.size());
  }
};

std::size_t offset(const YAML::Mark& mark) {
  return mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos);
}

class Events : public YAML::EventHandler {
 public:
  explicit Events(TreeBuilder& builder) : builder_(builder) {}

  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { builder_.null(offset(mark), anchor); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override { builder_.alias(offset(mark), anchor); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    builder_.scalar(offset(mark), tag, anchor, value);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    builder_.start(Kind::sequence, offset(mark), tag, anchor, style_of(style));
  }
  void OnSequenceEnd() override { builder_.end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    builder_.start(Kind::mapping, offset(mark), tag, anchor, style_of(style));
  }
  void OnMapEnd() override { builder_.end(); }

 private:
  static Style style_of(YAML::EmitterStyle::value style) {
    return style == YAML::EmitterStyle::Flow ? Style::flow : Style::block;
  }

  TreeBuilder& builder_;
};

// Notes only where another document starts.
class SecondDocument : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark& mark) override { start_ = offset(mark); }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}

  [[nodiscard]] std::optional<std::size_t> start() const { return start_; }

 private:
  std::optional<std::size_t> start_;
};

// One document into the builder. False after a fault, which was reported.
bool parse(const ReaderInput& input, TreeBuilder& builder, base::Diagnostics& diagnostics) {
  std::string copy;
  TextBuffer buffer(parser_text(input, copy));
  std::istream stream(&buffer);
  SecondDocument second;
  try {
    YAML::Parser parser(stream);
    Events events(builder);
    if (!parser.HandleNextDocument(events) || builder.stopped()) return !builder.stopped();
    parser.HandleNextDocument(second);
  } catch (const YAML::Exception& fault) {
    if (!second.start() && !builder.stopped()) {
      diagnostics.add(syntax_fault(input, fault.msg, offset(fault.mark), builder.innermost_open()));
      return false;
    }
  }
  if (!second.start()) return !builder.stopped();
  diagnostics.add(second_document_fault(input, *second.start()));
  return false;
}

}  // namespace

std::optional<Node> read(const base::SourceMap& sources, base::FileId file, const ReadOptions& options,
                         base::Diagnostics& diagnostics) {
  if (auto root = read_quickly(sources.file(file).text, file, options.tags)) return root;
  return read_thoroughly(sources, file, options, diagnostics);
}

std::optional<Node> read_thoroughly(const base::SourceMap& sources, base::FileId file, const ReadOptions& options,
                                    base::Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.errors();
  const std::optional<ReaderInput> input = check_source(sources.file(file).text, file, diagnostics);
  if (!input) return std::nullopt;
  TreeBuilder builder(*input, options, diagnostics);
  if (!parse(*input, builder, diagnostics)) return std::nullopt;
  std::optional<Node> root = builder.take();
  if (diagnostics.errors() != errors_before) return std::nullopt;
  return root;
}

}  // namespace landform::yaml
