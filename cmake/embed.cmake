# landform_embed(TARGET NAMESPACE BASE_DIR FILES...): carries files in the binary. The assembler's .incbin copies the
# bytes, so megabytes cost no compile time and no start-up time: they are read-only pages of the executable.
# Gives `landform::NAMESPACE::embedded_files()`, sorted by path (see base/embedded.h).
function(landform_embed target namespace base_dir)
  set(assembly ".section .rodata\n")
  set(externs "")
  set(table "")
  set(index 0)
  set(paths ${ARGN})
  list(SORT paths)
  foreach(path ${paths})
    file(RELATIVE_PATH name ${base_dir} ${path})
    set(symbol "landform_${namespace}_file_${index}")
    string(APPEND assembly ".global ${symbol}_begin\n.global ${symbol}_end\n.balign 8\n"
                           "${symbol}_begin:\n.incbin \"${path}\"\n${symbol}_end:\n.byte 0\n")
    string(APPEND externs "extern \"C\" const char ${symbol}_begin[];\nextern \"C\" const char ${symbol}_end[];\n")
    string(APPEND table
      "    {\"${name}\", std::string_view(${symbol}_begin, static_cast<std::size_t>(${symbol}_end - ${symbol}_begin))},\n")
    math(EXPR index "${index} + 1")
  endforeach()
  string(APPEND assembly ".section .note.GNU-stack,\"\",%progbits\n")
  set(assembly_file ${CMAKE_CURRENT_BINARY_DIR}/${namespace}_embedded.S)
  set(table_file ${CMAKE_CURRENT_BINARY_DIR}/${namespace}_embedded.cpp)
  file(CONFIGURE OUTPUT ${assembly_file} CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT ${table_file} CONTENT "// Made by cmake/embed.cmake.
#include \"base/embedded.h\"

#include <array>

${externs}
namespace landform::${namespace} {

std::span<const base::EmbeddedFile> embedded_files() {
  static const std::array<base::EmbeddedFile, ${index}> files{{
${table}  }};
  return files;
}

}  // namespace landform::${namespace}
" @ONLY)
  set_source_files_properties(${assembly_file} PROPERTIES OBJECT_DEPENDS "${paths}")
  target_sources(${target} PRIVATE ${assembly_file} ${table_file})
endfunction()
