# METADATA
# title: The decision
# description: >-
#   Puts the six steps together. Whatever is undefined here leaves the whole answer undefined, which policy-service takes
#   for a failure and never for a permit.
package concord.decision

import data.concord.breakglass
import data.concord.gap
import data.concord.known
import data.concord.lawful
import data.concord.outcome
import data.concord.period
import data.concord.said
import data.concord.sensitive
import data.concord.texts

# METADATA
# title: The answer
# description: What policy-service asks for. The revisions are read in this evaluation, so they are those of what decided.
# entrypoint: true
answer := object.union(required, optional) if period.readable(bounded)

answers[format_int(i, 10)] := found if {
	some i, one in input.batch
	found := answer with input as one
}

bounded := array.concat(
	[agreement | some agreement in data.register.agreements],
	[approval | approval := data.register.agreements[_].section_251; is_object(approval)],
)

required := {
	"decision": outcome.decision,
	"outcome": outcome.name,
	"permitted": sort(outcome.permitted),
	"withheld": sort(outcome.withheld),
	"reasons": [texts.told(reason) | some reason in reasons],
	"obligations": outcome.obligations,
	"rely_for_seconds": data.concord.settings.rely_for_seconds,
	"revisions": {
		"release": data.system.bundles.rules.manifest.revision,
		"register": data.system.bundles.register.manifest.revision,
	},
}

optional := object.union(object.union(agreement, named_gap), holding)

# Steps after one that closed everything say nothing: nobody without a lawful ground learns what the patient said.
reasons := known.reasons if not known.all_known

reasons := array.concat(lawful.reasons, later) if known.all_known

later := array.concat(choices, array.concat(breakglass.reasons, outcome.reasons)) if count(lawful.open) > 0

later := [] if count(lawful.open) == 0

choices := array.concat(said.reasons, sensitive.reasons) if not breakglass.refused

choices := [] if breakglass.refused

agreement := {
	"agreement": {"id": lawful.cited.id, "title": lawful.cited.title},
	"legal_bases": lawful.cited.legal_bases,
} if {
	known.all_known
	lawful.cited
}

agreement := {} if not cites_agreement

cites_agreement if {
	known.all_known
	lawful.cited
}

named_gap := {"gap": gap.told} if gap.first

named_gap := {} if not gap.first

# The next instant at which this answer could differ without any event. What the patient said has no periods here: facts that
# change with time are made anew when they change.
holding := {"holds_until": time.format(min(turns))} if count(turns) > 0

holding := {} if count(turns) == 0

turns := lawful.turns | breakglass.turns if {
	known.all_known
}

turns := set() if not known.all_known
