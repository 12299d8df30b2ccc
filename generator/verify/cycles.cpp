// Law: resources do not wait for each other in a circle. Ref, Fn::GetAtt, Fn::Sub and DependsOn make one resource wait
// for another; CloudFormation refuses a circle before it creates anything. One message for each knot, with its shortest
// circle. A circle that needs a branch of an Fn::If may never close, so it is a warning.
#include <algorithm>
#include <concepts>
#include <deque>

#include "base/text.h"
#include "verify/laws.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;

struct Edge {
  std::size_t to = 0;
  const Reference* why = nullptr;
};
using Graph = std::vector<std::vector<Edge>>;

// The serverless transform makes several resources of one. A function and the API that calls it refer to each other
// in nearly every such template, and what carries the references afterwards is a permission or a deployment.
bool is_taken_apart(std::string_view type) {
  constexpr std::string_view kServerless = "AWS::Serverless::";
  return type.starts_with(kServerless);
}

// The references by which a resource waits for another.
class Edges {
 public:
  explicit Edges(const Index& index)
      : index_(index), any_taken_apart_(std::any_of(index.types.begin(), index.types.end(), [](const UsedType& type) {
          return is_taken_apart(type.name);
        })) {}

  template <std::invocable<const Reference&> Visit>
  void each(const Visit& visit) const {
    for (const Reference& reference : index_.references) {
      if (reference.owner == kNoOwner || reference.resource == kNoOwner) continue;
      if (!any_taken_apart_ || !is_taken_apart(index_.resources[reference.owner].type)) visit(reference);
    }
  }

 private:
  const Index& index_;
  bool any_taken_apart_;
};

Graph graph_of(const Index& index, const Edges& edges, bool with_conditional) {
  Graph graph(index.resources.size());
  edges.each([&](const Reference& edge) {
    if (!edge.conditional || with_conditional) graph[edge.owner].push_back({edge.resource, &edge});
  });
  return graph;
}

// Tarjan's strongly connected components, without recursion: a chain of resources may be long. Gives each node the
// number of its component.
class Components {
 public:
  explicit Components(const Graph& graph)
      : graph_(graph), order_(graph.size(), kUnseen), low_(graph.size()), of(graph.size(), kUnseen) {
    for (std::size_t node = 0; node < graph.size(); ++node) {
      if (order_[node] == kUnseen) visit(node);
    }
  }

 private:
  static constexpr std::size_t kUnseen = static_cast<std::size_t>(-1);
  struct Frame {
    std::size_t node;
    std::size_t next = 0;
  };

  void open(std::size_t node) {
    order_[node] = low_[node] = counter_++;
    stack_.push_back(node);
    frames_.push_back({node});
  }

  void visit(std::size_t root) {
    open(root);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      const std::size_t node = frame.node;
      if (frame.next < graph_[node].size()) {
        const std::size_t to = graph_[node][frame.next++].to;
        if (order_[to] == kUnseen) {
          open(to);
        } else if (of[to] == kUnseen) {
          low_[node] = std::min(low_[node], order_[to]);
        }
        continue;
      }
      frames_.pop_back();
      if (!frames_.empty()) low_[frames_.back().node] = std::min(low_[frames_.back().node], low_[node]);
      if (low_[node] != order_[node]) continue;
      while (true) {
        const std::size_t member = stack_.back();
        stack_.pop_back();
        of[member] = count;
        if (member == node) break;
      }
      ++count;
    }
  }

  const Graph& graph_;
  std::size_t counter_ = 0;
  std::vector<std::size_t> order_;
  std::vector<std::size_t> low_;
  std::vector<std::size_t> stack_;
  std::vector<Frame> frames_;

 public:
  std::vector<std::size_t> of;
  std::size_t count = 0;
};

// The shortest way from `start` back to itself inside its component; empty when there is none.
std::vector<const Reference*> shortest_circle(const Graph& graph, const Components& components, std::size_t start,
                                              std::vector<Edge>& came_from) {
  std::deque<std::size_t> waiting{start};
  std::vector<std::size_t> touched;
  std::vector<const Reference*> circle;
  while (!waiting.empty() && circle.empty()) {
    const std::size_t node = waiting.front();
    waiting.pop_front();
    for (const Edge& edge : graph[node]) {
      if (components.of[edge.to] != components.of[start]) continue;
      if (edge.to == start) {
        circle.push_back(edge.why);
        for (std::size_t at = node; at != start; at = came_from[at].to) circle.push_back(came_from[at].why);
        std::reverse(circle.begin(), circle.end());
        break;
      }
      if (came_from[edge.to].why != nullptr) continue;
      came_from[edge.to] = {node, edge.why};
      touched.push_back(edge.to);
      waiting.push_back(edge.to);
    }
  }
  for (const std::size_t node : touched) came_from[node] = {};
  return circle;
}

void report(const Index& index, const std::vector<const Reference*>& circle, bool certain,
            base::Diagnostics& diagnostics) {
  std::string way;
  constexpr std::size_t kShown = 8;
  for (std::size_t i = 0; i < circle.size(); ++i) {
    if (i == kShown) {
      way += cat(" and ", circle.size() - kShown, " more,");
      break;
    }
    way += cat("`", index.resources[circle[i]->owner].id, "` -> ");
  }
  way += cat("`", index.resources[circle.front()->owner].id, "`");
  Diagnostic fault("verify/circular-dependency", circle.front()->span(),
                   circle.size() == 1
                       ? cat("resource `", index.resources[circle.front()->owner].id, "` waits for itself")
                       : cat("resources wait for each other in a circle: ", way));
  if (circle.size() > 1) {
    for (std::size_t i = 0; i < circle.size() && i < kShown; ++i) {
      auto text = cat("`", index.resources[circle[i]->owner].id, "` waits for `", circle[i]->target, "`");
      if (i == 0) {
        fault.primary.text = std::move(text);
      } else {
        fault.secondary.push_back({circle[i]->span(), std::move(text)});
      }
    }
  }
  if (!certain) {
    fault.severity = base::Severity::warning;
    fault.notes.emplace_back("part of the circle stands in a branch of an Fn::If and may never be taken");
  }
  diagnostics.add(std::move(fault).help(
      "break it: write a name out instead of referring to it, or move the reference to a resource of its own "
      "(AWS::EC2::SecurityGroupIngress, AWS::S3::BucketPolicy, AWS::IAM::Policy)"));
}

// Nearly all templates have no circle, and telling that takes no graph: resources that wait for nobody are taken away
// until none is left.
bool is_without_circle(const Index& index, const Edges& edges) {
  const std::size_t count = index.resources.size();
  // The edges turned round, by the resource that is waited for: those of `i` end at ends[i], and begin where those of
  // the one before end.
  std::vector<std::size_t> ends(count, 0);
  std::vector<std::size_t> waits(count, 0);
  edges.each([&](const Reference& edge) {
    ++ends[edge.resource];
    ++waits[edge.owner];
  });
  for (std::size_t i = 1; i < count; ++i) ends[i] += ends[i - 1];
  std::vector<std::size_t> waiting(count == 0 ? 0 : ends.back());
  std::vector<std::size_t> begins = ends;
  edges.each([&](const Reference& edge) { waiting[--begins[edge.resource]] = edge.owner; });
  std::vector<std::size_t> free;
  free.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (waits[i] == 0) free.push_back(i);
  }
  for (std::size_t next = 0; next < free.size(); ++next) {
    const std::size_t made = free[next];
    for (std::size_t i = begins[made]; i < ends[made]; ++i) {
      if (--waits[waiting[i]] == 0) free.push_back(waiting[i]);
    }
  }
  return free.size() == count;
}

}  // namespace

void law_cycles(const Input& input, base::Diagnostics& diagnostics) {
  const Index& index = input.index;
  const Edges edges(index);
  if (is_without_circle(index, edges)) return;
  std::vector<bool> told(index.resources.size(), false);
  for (const bool with_conditional : {false, true}) {
    const Graph graph = graph_of(index, edges, with_conditional);
    const Components components(graph);
    std::vector<bool> seen(components.count, false);
    std::vector<std::size_t> size(components.count, 0);
    for (const std::size_t component : components.of) ++size[component];
    for (std::size_t node = 0; node < graph.size(); ++node) {
      if (told[node]) seen[components.of[node]] = true;
    }
    std::vector<Edge> came_from(graph.size());
    for (std::size_t node = 0; node < graph.size(); ++node) {
      const std::size_t component = components.of[node];
      if (seen[component]) continue;
      const bool self =
          std::any_of(graph[node].begin(), graph[node].end(), [&](const Edge& edge) { return edge.to == node; });
      if (size[component] == 1 && !self) continue;
      seen[component] = true;
      const auto circle = shortest_circle(graph, components, node, came_from);
      if (!circle.empty()) report(index, circle, !with_conditional, diagnostics);
    }
    for (std::size_t node = 0; node < graph.size(); ++node) told[node] = told[node] || seen[components.of[node]];
  }
}

}  // namespace landform::verify
