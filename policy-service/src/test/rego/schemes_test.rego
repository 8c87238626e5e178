# METADATA
# title: Tests of what schemes say beside the patient's word
package concord.schemes_test

import data.concord.fixture

answer(things, question, preferences) := fixture.answer_under(things, question, fixture.registered(preferences))

research := {"purpose": "HRESCH"}

direction(changes) := {"directions": {"copi": object.union(
	{
		"id": "copi",
		"title": "A notice",
		"reference": "Regulation 3(4)",
		"scheme": "research",
		"effect": "permit",
		"purposes": [],
		"from": "2026-06-01T00:00:00Z",
		"until": "2026-06-30T23:59:59.5Z",
	},
	changes,
)}}

test_a_direction_changes_the_default_for_its_period if {
	found := answer(direction({}), research, [])
	found.decision == true
	"said-direction-permit" in fixture.keys(found)
	found.holds_until == "2026-06-30T23:59:59.5Z"
	some reason in found.reasons
	reason.parameters.direction == "copi"
	reason.parameters.reference == "Regulation 3(4)"
}

test_a_direction_before_and_after_its_period_changes_nothing if {
	answer(direction({"from": "2026-07-01T00:00:00Z", "until": "2026-08-01T00:00:00Z"}), research, []).decision == false
	answer(direction({"until": "2026-06-30T23:59:59Z"}), research, []).decision == false
}

test_a_direction_for_another_purpose_or_scheme_changes_nothing if {
	answer(direction({"purposes": ["PUBHLTH"]}), research, []).decision == false
	answer(direction({"scheme": "care"}), research, []).decision == false
	answer(direction({"purposes": ["HRESCH"]}), research, []).decision == true
}

test_a_direction_does_not_touch_what_the_patient_said if {
	answer(direction({}), research, [fixture.preference("research", "deny", [])]).decision == false
	closing := direction({"effect": "deny", "scheme": "practice"})
	answer(closing, research, [fixture.preference("research", "permit", [])]).decision == false
	answer(closing, research, [fixture.preference("research", "permit", []), fixture.preference("practice", "permit", [])]).decision == true
}

test_of_two_directions_deny_wins if {
	two := object.union(direction({}), {"directions": {"other": object.union(direction({}).directions.copi, {"id": "other", "effect": "deny"})}})
	found := answer(two, research, [])
	found.decision == false
	"said-direction-deny" in fixture.keys(found)
}

test_of_several_directions_that_say_the_same_the_first_is_told if {
	every effect in ["permit", "deny"] {
		one := direction({"effect": effect})
		found := answer(object.union(one, {"directions": {"other": one.directions.copi}}), research, [])
		[reason.parameters.direction | some reason in found.reasons; reason.rule == "said"; reason.parameters.scheme == "research"] == ["copi"]
	}
}

test_a_default_is_not_told_as_a_direction_of_the_same_id if {
	found := answer({"directions": {"research": direction({"purposes": ["PUBHLTH"]}).directions.copi}}, research, [])
	some reason in found.reasons
	reason.text_key == "said-default-deny"
	not reason.parameters.direction
}

test_a_direction_for_a_scheme_that_does_not_govern_bounds_no_answer if {
	answer(direction({"scheme": "care"}), research, []).holds_until == "2026-07-01T00:00:00Z"
}

test_a_bound_of_a_direction_that_cannot_be_read_leaves_no_answer if {
	not answer(direction({"until": "soon"}), research, [])
}

test_a_purpose_may_have_its_own_default_for_a_scheme if {
	things := {"purposes": {"HRESCH": {"defaults": {"research": "permit"}}}}
	answer(things, research, []).decision == true
	answer({"purposes": {"TREAT": {"defaults": {"care": "deny"}}}}, {}, []).decision == false
}

under_review := [object.union(fixture.preference("care", "deny", []), {"under_review": true})]

test_an_objection_under_review_does_what_the_scheme_says if {
	found := answer({"schemes": {"care": {"interim_effect": "permit"}}}, {}, under_review)
	found.decision == true
	"said-interim-permit" in fixture.keys(found)
	answer({"schemes": {"care": {"interim_effect": "deny"}}}, {}, under_review).decision == false
	answer({}, {}, under_review).decision == false
	answer({"schemes": {"care": {"interim_effect": "permit"}}}, {}, [fixture.preference("care", "deny", [])]).decision == false
}

bounded := {"schemes": {"practice": {"fresh_for_seconds": 86400}}}

said_elsewhere(effect, changes) := [
	fixture.preference("research", "permit", []),
	object.union(fixture.preference("practice", effect, []), changes),
]

test_what_others_own_is_relied_on_for_its_time if {
	found := answer(bounded, research, said_elsewhere("permit", {"as_of": "2026-06-30T00:00:00Z"}))
	found.decision == true
	found.holds_until == "2026-07-01T00:00:00Z"
}

test_it_is_too_old_at_its_bound if {
	found := answer(bounded, research, said_elsewhere("permit", {"as_of": "2026-06-29T23:59:59Z"}))
	found.decision == false
	"said-too-old-deny" in fixture.keys(found)
	answer(bounded, research, said_elsewhere("permit", {"as_of": "2026-06-30T00:00:00Z"})).decision == true
}

test_without_an_instant_it_is_too_old if {
	answer(bounded, research, said_elsewhere("permit", {})).decision == false
	answer(bounded, research, said_elsewhere("permit", {"as_of": "yesterday"})).decision == false
}

test_a_no_stays_a_no_however_old if {
	found := answer(bounded, research, said_elsewhere("deny", {"as_of": "2020-01-01T00:00:00Z"}))
	found.decision == false
	"said-choice-deny" in fixture.keys(found)
}

test_who_is_not_in_it_has_said_nothing if {
	answer(bounded, research, [fixture.preference("research", "permit", [])]).decision == true
}

opted_out := [fixture.preference("research", "permit", []), fixture.preference("practice", "deny", [])]

test_a_scheme_does_not_apply_to_some_common_law_bases if {
	exempt := {
		"schemes": {"practice": {"not_applied_to": ["explicit consent"]}},
		"agreements": {"dsa": {"legal_bases": {"common_law": "explicit consent"}}},
	}
	found := answer(exempt, research, opted_out)
	found.decision == true
	"said-not-applied" in fixture.keys(found)
	answer({"schemes": {"practice": {"not_applied_to": ["explicit consent"]}}}, research, opted_out).decision == false
}

section_251(common_law, disapplied, may) := {
	"schemes": {"practice": {"not_applied_to": [], "section_251_may_disapply": may}},
	"agreements": {"dsa": {
		"legal_bases": {"common_law": common_law},
		"section_251": {"reference": "21/CAG/0001", "opt_out_disapplied": disapplied},
	}},
}

test_an_approval_may_disapply_an_opt_out if {
	answer(section_251("section 251", true, true), research, opted_out).decision == true
	answer(section_251("section 251", false, true), research, opted_out).decision == false
	answer(section_251("section 251", true, false), research, opted_out).decision == false
	answer(section_251("implied consent", true, true), research, opted_out).decision == false
}

test_the_agreement_that_is_relied_on_is_cited if {
	two := {
		"schemes": {"practice": {"not_applied_to": ["explicit consent"]}},
		"agreements": {"z-consented": object.union(fixture.agreement, {
			"id": "z-consented",
			"title": "Consented",
			"categories": ["meds"],
			"legal_bases": {"common_law": "explicit consent"},
		})},
	}
	found := answer(two, object.union(research, {"categories": ["meds"]}), opted_out)
	found.decision == true
	found.agreement.id == "z-consented"
	both := answer(two, object.union(research, {"categories": ["meds", "mind"]}), opted_out)
	both.decision == false
	both.permitted == ["meds"]
}

# The wider agreement comes first, for medicines only; another one holds for what the patient held back under the practice's scheme.
test_each_category_relies_on_an_agreement_that_holds_for_it if {
	two := {
		"schemes": {"practice": {"not_applied_to": ["explicit consent"]}},
		"agreements": {"z-consented": object.union(consented("z-consented", "explicit consent")["z-consented"], {"categories": ["mind"]})},
	}
	held := fixture.preference("practice", "permit", [fixture.exception("deny", {"categories": ["mind"]})])
	found := answer(two, object.union(research, {"categories": ["meds", "mind"]}), [fixture.preference("research", "permit", []), held])
	found.agreement.id == "dsa"
	exempt := [reason | some reason in found.reasons; reason.text_key == "said-not-applied"]
	[reason.parameters.agreement | some reason in exempt] == ["z-consented"]
	[reason.parameters.categories | some reason in exempt] == [["mind"]]
	fixture.keys(found) == {"lawful-agreement", "said-not-applied", "said-choice-permit", "sensitive-not-opened", "outcome-cannot-redact"}
}

consented(id, common_law) := {id: object.union(fixture.agreement, {"id": id, "title": id, "legal_bases": {"common_law": common_law}})}

# One agreement is exempt from one scheme, another from the other one.
test_two_agreements_never_open_together_what_neither_does if {
	both := {
		"schemes": {"practice": {"not_applied_to": ["explicit consent"]}, "research": {"not_applied_to": ["statute"]}},
		"agreements": object.union(consented("a", "explicit consent"), consented("b", "statute")),
	}
	said_no := [fixture.preference("research", "deny", []), fixture.preference("practice", "deny", [])]
	answer(both, research, said_no).decision == false
	found := answer(both, research, [fixture.preference("research", "deny", []), fixture.preference("practice", "permit", [])])
	found.decision == true
	found.agreement.id == "b"
	fixture.keys(found) == {"lawful-agreement", "said-not-applied", "said-choice-permit"}
}

test_what_rests_on_nothing_but_the_own_record_is_asked_about if {
	exempt := {"schemes": {"practice": {"not_applied_to": ["implied consent"]}}}
	own := {"requester": "BBB", "custodian": "BBB", "purpose": "HRESCH"}
	answer(exempt, own, opted_out).decision == false
}

test_of_agreements_that_hold_for_as_much_the_first_is_cited if {
	found := answer({"agreements": consented("a", "statute")}, {}, [])
	found.agreement.id == "a"
	wider := {"agreements": {"z": object.union(fixture.agreement, {"id": "z", "categories": ["meds", "other"]})}}
	most := answer(wider, {"categories": ["meds", "other"]}, [])
	most.agreement.id == "z"
	[reason.parameters.agreement | some reason in most.reasons; reason.rule == "lawful"] == ["z", "dsa"]
}

test_an_agreement_is_cited_though_nothing_of_it_holds if {
	objecting := [fixture.preference("care", "deny", [])]
	answer({}, {}, objecting).agreement.id == "dsa"
	narrower := {"agreements": {"a": object.union(fixture.agreement, {"id": "a", "categories": ["meds"]})}}
	answer(narrower, {"categories": ["meds", "mind"]}, objecting).agreement.id == "dsa"
}

test_nothing_that_governs_is_asked_when_nothing_can_be_read if {
	unread := {"standing": "unreadable", "preferences": []}
	found := fixture.answer_under({}, {"purpose": "PUBHLTH"}, unread)
	found.decision == true
	fixture.keys(found) == {"lawful-agreement"}
}
