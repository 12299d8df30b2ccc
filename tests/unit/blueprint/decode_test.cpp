// Presence, spans and defaults of what the decoder gives, and what it never does.
#include "blueprint/decode.h"

#include <doctest/doctest.h>

#include <string>

#include "base/text.h"
#include "yaml/reader.h"

namespace landform::blueprint {
namespace {

struct DecodedMore {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  yaml::Node root;
  Blueprint blueprint;

  explicit DecodedMore(std::string_view more, std::string_view units = "{Production: {accounts: [shop]}}") {
    const auto file = sources.add(
        "b.yaml",
        base::cat("landform: 1\ncustomer: {name: Globex, slug: globex, mailboxes: {root: r@g.example, billing: "
                  "b@g.example, operations: o@g.example, security: s@g.example}}\norganization: {home_region: "
                  "eu-west-1, units: ",
                  units, "}\n", more));
    root = *yaml::read(sources, file, {}, diagnostics);
    blueprint = decode(root, diagnostics);
  }
  [[nodiscard]] std::string_view text(const Slot& slot) const { return sources.text(slot.span); }
};

}  // namespace

TEST_CASE("a key that is absent has its default at any depth, and says that it is unset") {
  const DecodedMore decoded("");
  CHECK(decoded.diagnostics.empty());
  const Logging& logging = decoded.blueprint.logging.value;
  CHECK(decoded.blueprint.logging.presence == Presence::unset);
  CHECK(logging.trail->retention_days.presence == Presence::unset);
  CHECK_FALSE(logging.trail->retention_days.span.known());
  CHECK_EQ(logging.trail->retention_days.value, 2555);
  CHECK_EQ(logging.trail->bucket.value, "cloudtrail-logs-{account_id}");
  CHECK(logging.trail->insights.value);
  CHECK(logging.trail->object_lock.value == ObjectLock::governance);
  CHECK(logging.config->snapshot_frequency.value == SnapshotFrequency::twenty_four_hours);
  REQUIRE_EQ(decoded.blueprint.tagging->enforce.size(), 2U);
  CHECK(decoded.blueprint.tagging->enforce.items[1].value == TagEnforcement::config_rule);
  CHECK_EQ(decoded.blueprint.billing->usage_report->enabled.value, true);
}

TEST_CASE("a value keeps the place where it was written") {
  const DecodedMore decoded("logging: {trail: {retention_days: 400, data_events: [lambda]}}\n");
  CHECK(decoded.diagnostics.empty());
  const Trail& trail = decoded.blueprint.logging->trail.value;
  CHECK(trail.retention_days.written());
  CHECK_EQ(decoded.text(trail.retention_days), "400");
  CHECK_EQ(trail.retention_days.value, 400);
  REQUIRE_EQ(trail.data_events.size(), 1U);
  CHECK_EQ(decoded.text(trail.data_events.items[0]), "lambda");
  CHECK(trail.data_events.items[0].value == DataEvents::lambda);
  CHECK(trail.archive_after_days.presence == Presence::unset);
  CHECK_EQ(trail.archive_after_days.value, 90);
}

TEST_CASE("a list that is written replaces its default, even when it is empty") {
  const DecodedMore decoded("tagging: {enforce: []}\nsecurity: {alarms: []}\n");
  CHECK(decoded.diagnostics.empty());
  CHECK(decoded.blueprint.tagging->enforce.written());
  CHECK(decoded.blueprint.tagging->enforce.empty());
  CHECK(decoded.blueprint.security->alarms.empty());
}

TEST_CASE("accounts may be a list of names or a map, with the same result") {
  const DecodedMore listed("", "{Production: {accounts: [shop, data]}}");
  const DecodedMore mapped("", "{Production: {accounts: {shop: {}, data: {}}}}");
  for (const DecodedMore* each : {&listed, &mapped}) {
    CHECK(each->diagnostics.empty());
    const auto& accounts = each->blueprint.organization->units.items[0].written->accounts;
    REQUIRE_EQ(accounts.size(), 2U);
    CHECK_EQ(accounts.items[0].name, "shop");
    CHECK_EQ(each->sources.text(accounts.items[1].name_span), "data");
    CHECK(accounts.items[0]->role.value == AccountRole::workload);
    CHECK(accounts.items[0].written.written());
  }
}

TEST_CASE("an empty tag is null, which is not the same as no tag") {
  const DecodedMore decoded("", "{Production: {tags: {Project: null, Owner: me}, accounts: [shop]}}");
  CHECK(decoded.diagnostics.empty());
  const auto& tags = decoded.blueprint.organization->units.items[0]->tags;
  REQUIRE_EQ(tags.size(), 2U);
  CHECK(tags.find("Project")->written.presence == Presence::null);
  CHECK_EQ(tags.find("Owner")->written.value, "me");
  CHECK(tags.find("owner") == nullptr);
}

TEST_CASE("a value that is refused is poisoned, and its neighbours are not") {
  const DecodedMore decoded("logging: {trail: {retention_days: soon, insights: false}}\n");
  CHECK_EQ(decoded.diagnostics.errors(), 1U);
  const Trail& trail = decoded.blueprint.logging->trail.value;
  CHECK(trail.retention_days.presence == Presence::poisoned);
  CHECK(trail.insights.written());
  CHECK_FALSE(trail.insights.value);
}

TEST_CASE("a record of another kind still has its defaults") {
  const DecodedMore decoded("logging: {trail: 7}\n");
  CHECK_EQ(decoded.diagnostics.errors(), 1U);
  CHECK(decoded.blueprint.logging->trail.presence == Presence::poisoned);
  CHECK_EQ(decoded.blueprint.logging->trail->retention_days.value, 2555);
}

TEST_CASE("an unquoted id of twelve digits is kept, with a warning") {
  const DecodedMore decoded(
      "identity: {iam: {roles: {audit: {trust: {account: 444455556666, external_id: ab}}, own: {trust: {account: "
      "audit}}}}}\n");
  CHECK_EQ(decoded.diagnostics.errors(), 0U);
  CHECK_EQ(decoded.diagnostics.warnings(), 1U);
  const auto& roles = decoded.blueprint.identity->iam->roles;
  CHECK_EQ(roles.items[0]->trust->account.value, "444455556666");
  CHECK_EQ(roles.items[1]->trust->account.value, "audit");
}

TEST_CASE("free-form parts point into the tree") {
  const DecodedMore decoded("guardrails: {opt-out: {kind: ai-opt-out, attach: [Root], content: {services: {}}}}\n");
  CHECK(decoded.diagnostics.empty());
  const Guardrail& guardrail = *decoded.blueprint.guardrails.items[0];
  CHECK(guardrail.kind.value == GuardrailKind::ai_opt_out);
  REQUIRE(guardrail.content.value.node != nullptr);
  CHECK(guardrail.content.value.node->find("services") != nullptr);
  CHECK(guardrail.statements.presence == Presence::unset);
}

TEST_CASE("numbers with a fraction keep their digits") {
  const DecodedMore decoded("monitoring: {alarms: {cpu: {metric: ec2/CPUUtilization, above: 0.50}}}\n");
  CHECK(decoded.diagnostics.empty());
  CHECK_EQ(decoded.blueprint.monitoring->alarms.items[0]->above->text, "0.50");
}

TEST_CASE("units nest as deep as the source does") {
  std::string units = "{A: {}}";
  for (int i = 0; i < 30; ++i) units = base::cat("{A: {units: ", units, "}}");
  const DecodedMore decoded("", units);
  CHECK(decoded.diagnostics.empty());
  const Unit* unit = &*decoded.blueprint.organization->units.items[0];
  int depth = 1;
  for (; !unit->units.empty(); ++depth) unit = &*unit->units.items[0];
  CHECK_EQ(depth, 31);
}

}  // namespace landform::blueprint
