# METADATA
# title: The decision
# description: >-
#   Puts the six steps together. Whatever is undefined here leaves the whole answer undefined, which policy-service takes
#   for a failure and never for a permit.
package concord.decision

import data.concord.breakglass
import data.concord.claim
import data.concord.gap
import data.concord.known
import data.concord.lawful
import data.concord.outcome
import data.concord.period
import data.concord.publicinterest
import data.concord.question
import data.concord.said
import data.concord.sensitive
import data.concord.texts
import data.concord.types

# METADATA
# title: The answer
# description: What policy-service asks for. The revisions are read in this evaluation, so they are those of what decided.
# entrypoint: true
answer := object.union(required, optional) if {
	question.at
	period.readable(bounded)
}

# METADATA
# title: Several answers
# description: >-
#   The answers to several inputs in one evaluation, by their index. One that is undefined is missing here and spoils no other.
# entrypoint: true
answers[format_int(i, 10)] := found if {
	some i, one in input.batch
	found := answer with input as one
}

bounded := array.concat(
	array.concat(
		[agreement | some agreement in data.register.agreements],
		[approval | approval := data.register.agreements[_].section_251; is_object(approval)],
	),
	array.concat(
		[direction | some direction in data.register.directions],
		[basis | some basis in data.register.public_interest_bases],
	),
)

required := {
	"decision": outcome.decision,
	"outcome": outcome.name,
	"permitted": sort(outcome.permitted),
	"withheld": sort(outcome.withheld),
	"reasons": told,
	"obligations": outcome.obligations,
	"rely_for_seconds": data.concord.settings.rely_for_seconds,
	"revisions": {
		"release": data.system.bundles.rules.manifest.revision,
		"register": data.system.bundles.register.manifest.revision,
	},
}

optional := object.union(object.union(agreement, named_gap), holding)

# Each reason has its words, and there is one, or there is no answer.
told := [texts.told(reason) | some reason in reasons] if {
	count(reasons) > 0
	every reason in reasons {
		texts.told(reason)
	}
}

# Steps after one that closed everything say nothing: nobody without a lawful ground learns what the patient said.
reasons := types.reasons

reasons := known.reasons if {
	not types.governed
	not known.all_known
}

reasons := claim.reasons if claim.refused

reasons := array.concat(lawful.reasons, later) if answerable

answerable if {
	known.all_known
	not claim.refused
}

later := array.concat(choices, array.concat(breakglass.reasons, outcome.reasons)) if count(lawful.open) > 0

later := [] if count(lawful.open) == 0

choices := array.concat(said.reasons, array.concat(sensitive.reasons, publicinterest.reasons)) if not breakglass.refused

choices := [] if breakglass.refused

agreement := {
	"agreement": {"id": said.cited.id, "title": said.cited.title},
	"legal_bases": said.cited.legal_bases,
} if {
	answerable
}

agreement := {} if not cites_agreement

cites_agreement if {
	answerable
	said.cited
}

named_gap := {"gap": gap.told}

named_gap := {} if not gap.first

# The next instant at which this answer could differ without any event. The patient's exceptions have no periods here: facts
# that change with time are made anew when they change.
holding := {"holds_until": time.format(min(turns))}

holding := {} if count(turns) == 0

turns := ((lawful.turns | breakglass.turns) | said.turns) | publicinterest.turns if {
	known.all_known
}

turns := set() if not known.all_known
