# METADATA
# title: Fixture
# description: A small register and plain questions for the tests of the rules.
package concord.fixture

register := {
	"organisations": {
		"AAA": {"name": "Trust A", "type": "NHS_TRUST", "status": "active", "predecessors": ["OLD"]},
		"BBB": {"name": "Practice B", "type": "GP_PRACTICE", "status": "active", "predecessors": []},
		"CCC": {"name": "Care C", "type": "CARE_PROVIDER", "status": "active", "predecessors": []},
		"OLD": {"name": "Old trust", "type": "NHS_TRUST", "status": "closed", "predecessors": []},
	},
	"purposes": {
		"TREAT": {"title": "Direct care", "unregistered_patient": "as-unsaid", "sensitive": "agreement", "needs_grant": false},
		"HRESCH": {"title": "Research", "unregistered_patient": "deny", "sensitive": "patient", "needs_grant": false},
		"PUBHLTH": {"title": "Public health", "unregistered_patient": "deny", "sensitive": "never", "needs_grant": false},
		"BTG": {"title": "Break-glass", "unregistered_patient": "as-unsaid", "sensitive": "agreement", "needs_grant": true},
	},
	"categories": {
		"meds": {"title": "Medicines", "class": "ordinary"},
		"mind": {"title": "Mental health", "class": "sensitive"},
		"embryo": {"title": "Assisted conception", "class": "restricted"},
		"other": {"title": "Other", "class": "ordinary"},
	},
	"schemes": {
		"care": {"title": "Care", "governs": ["TREAT", "BTG"], "custodian_types": [], "default_effect": "permit"},
		"research": {"title": "Research", "governs": ["HRESCH"], "custodian_types": [], "default_effect": "deny"},
		"practice": {"title": "Practice", "governs": ["HRESCH"], "custodian_types": ["GP_PRACTICE"], "default_effect": "permit"},
	},
	"agreements": {"dsa": agreement},
	"directions": {},
	"public_interest_bases": {},
}

# The register with these things put in, by kind.
register_with(things) := object.union(register, things)

answer_under(things, question, patient) := found if {
	found := data.concord.decision.answer with input as input_of(question, patient)
		with data.register as register_with(things)
		with data.system.bundles as bundles
}

keys(found) := {reason.text_key | some reason in found.reasons}

agreement := {
	"id": "dsa",
	"title": "Agreement",
	"status": "active",
	"from": "2026-01-01T00:00:00Z",
	"until": "2026-07-01T00:00:00Z",
	"custodians": {"organisations": [], "types": ["GP_PRACTICE", "NHS_TRUST"]},
	"requesters": {"organisations": ["AAA"], "types": []},
	"purposes": ["TREAT", "HRESCH", "PUBHLTH", "BTG"],
	"categories": ["meds", "mind", "embryo"],
	"legal_bases": {"article_6": "6(1)(e)", "article_9": "9(2)(h)", "common_law": "implied consent"},
	"signatories": [{"organisation": "BBB"}],
}

asked := {
	"resource_type": "patient-record",
	"action": "read",
	"requester": "AAA",
	"custodian": "BBB",
	"purpose": "TREAT",
	"categories": ["meds"],
	"labels": [],
	"supported_obligations": [],
}

at := "2026-06-30T23:59:59Z"

registered(preferences) := {"standing": "registered", "preferences": preferences}

exception(effect, conditions) := object.union(
	{"effect": effect, "organisations": [], "organisation_types": [], "categories": [], "purposes": [], "labels": [], "exceptions": []},
	conditions,
)

preference(scheme, effect, exceptions) := {"scheme": scheme, "effect": effect, "under_review": false, "exceptions": exceptions}

input_of(question, patient) := {"facts": {"question": object.union(asked, question), "patient": patient}, "at": at}

plain := input_of({}, registered([]))

bundles := {"rules": {"manifest": {"revision": "1"}}, "register": {"manifest": {"revision": "7"}}}
