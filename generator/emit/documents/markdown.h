// Small pieces of Markdown (GitHub's, which has tables) for the data of documents. A mustache source puts them in with
// three braces. All are safe in a cell of a table.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "yaml/node.h"

namespace landform::emit::markdown {

// Text whose every character stands for itself; line breaks become spaces. What {{name}} does.
std::string prose(std::string_view text);
void append_prose(std::string& out, std::string_view text);
// Markdown of our own (a step's reason, its evidence), which may hold `code`: only what a cell cannot hold is escaped.
std::string written(std::string_view markdown);
// `text`; with as many backticks as it needs.
std::string code(std::string_view text);
// [text](target); the target is a path or an address without spaces.
std::string link(std::string_view text, std::string_view target);
// "a, b and c" of pieces that are Markdown already; `none` when there are none.
std::string listed(const std::vector<std::string>& pieces, std::string_view none = "none");
// The same, each as code.
std::string codes(const std::vector<std::string>& texts, std::string_view none = "none");

// One shell command of an argument list: what needs quotes has them. Placeholders in braces stay as they are.
std::string shell(const std::vector<std::string>& arguments);

// What a source leaves behind, put right: no trailing blanks, one empty line where there are several (but in code
// blocks), none at the start, one line break at the end.
std::string tidy(std::string_view text);

}  // namespace landform::emit::markdown
