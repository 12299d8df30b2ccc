#include "emit/documents/svg.h"

#include "base/text.h"
#include "emit/documents/render.h"

namespace landform::emit {

using base::cat;

void SvgPen::box(const Area& area, std::string_view classes, std::string_view says) {
  out_ += cat("<rect x=\"", area.x, "\" y=\"", area.y, "\" width=\"", area.width, "\" height=\"", area.height,
              "\" class=\"", classes);
  out_ += says.empty() ? std::string("\"/>\n") : cat("\"><title>", html_escaped(says), "</title></rect>\n");
}

void SvgPen::text(std::size_t x, std::size_t y, std::string_view classes, std::string_view text, std::size_t most) {
  const bool cut = text.size() > most && most > 0;
  out_ += cat("<text x=\"", x, "\" y=\"", y, "\" class=\"", classes, "\">");
  if (cut) out_ += cat("<title>", html_escaped(text), "</title>");
  out_ += cut ? cat(html_escaped(text.substr(0, most - 1)), "&#8230;") : html_escaped(text);
  out_ += "</text>\n";
}

void SvgPen::line(std::size_t x1, std::size_t y1, std::size_t x2, std::size_t y2, std::string_view classes) {
  out_ += cat("<path d=\"M", x1, ' ', y1, 'L', x2, ' ', y2, "\" class=\"", classes, "\"/>\n");
}

void SvgPen::dot(std::size_t x, std::size_t y, std::string_view classes) {
  constexpr std::size_t kRadius = 4;
  out_ += cat("<circle cx=\"", x, "\" cy=\"", y, "\" r=\"", kRadius, "\" class=\"", classes, "\"/>\n");
}

}  // namespace landform::emit
