#include "emit/documents/svg.h"

#include "base/text.h"
#include "emit/documents/render.h"

namespace landform::emit {

void SvgPen::box(const Area& area, std::string_view classes, std::string_view says) {
  base::append(out_, "<rect x=\"", area.x, "\" y=\"", area.y, "\" width=\"", area.width, "\" height=\"", area.height,
               "\" class=\"", classes);
  if (says.empty()) {
    out_ += "\"/>\n";
  } else {
    out_ += "\"><title>";
    append_html_escaped(out_, says);
    out_ += "</title></rect>\n";
  }
}

void SvgPen::text(std::size_t x, std::size_t y, std::string_view classes, std::string_view text, std::size_t most) {
  const bool cut = text.size() > most && most > 0;
  base::append(out_, "<text x=\"", x, "\" y=\"", y, "\" class=\"", classes, "\">");
  if (cut) {
    out_ += "<title>";
    append_html_escaped(out_, text);
    out_ += "</title>";
  }
  append_html_escaped(out_, cut ? text.substr(0, most - 1) : text);
  out_ += cut ? "&#8230;</text>\n" : "</text>\n";
}

void SvgPen::line(std::size_t x1, std::size_t y1, std::size_t x2, std::size_t y2, std::string_view classes) {
  base::append(out_, "<path d=\"M", x1, ' ', y1, 'L', x2, ' ', y2, "\" class=\"", classes, "\"/>\n");
}

void SvgPen::dot(std::size_t x, std::size_t y, std::string_view classes) {
  constexpr std::size_t kRadius = 4;
  base::append(out_, "<circle cx=\"", x, "\" cy=\"", y, "\" r=\"", kRadius, "\" class=\"", classes, "\"/>\n");
}

}  // namespace landform::emit
