# METADATA
# title: Tests of the decision
package concord.decision_test

import data.concord.decision
import data.concord.fixture
import data.concord.lawful

answer(question, patient) := found if {
	found := decision.answer with input as fixture.input_of(question, patient)
		with data.register as fixture.register
		with data.system.bundles as fixture.bundles
}

keys(found) := {reason.text_key | some reason in found.reasons}

saying(preferences) := fixture.registered(preferences)

test_permit_rests_on_everything_it_names if {
	found := answer({}, saying([]))
	found.decision == true
	found.outcome == "permit"
	found.permitted == ["meds"]
	found.withheld == []
	found.agreement == {"id": "dsa", "title": "Agreement"}
	found.legal_bases == fixture.agreement.legal_bases
	found.revisions == {"release": "1", "register": "7"}
	keys(found) == {"lawful-agreement", "said-default-permit"}
	not found.gap
}

test_holds_until_the_agreement_ends if {
	answer({}, saying([])).holds_until == "2026-07-01T00:00:00Z"
}

test_it_may_be_relied_on_for_five_minutes if {
	found := decision.answer with input as object.union(fixture.plain, {"at": "2026-03-01T00:00:00Z"})
		with data.register as fixture.register
		with data.system.bundles as fixture.bundles
	found.rely_for_seconds == 300
}

test_a_gap_holds_for_good if {
	found := answer({"requester": "ZZZ"}, saying([]))
	found.decision == false
	not found.holds_until
}

test_without_revisions_there_is_no_answer if {
	not decision.answer with input as fixture.plain with data.register as fixture.register
}

test_without_the_words_for_a_reason_there_is_no_answer if {
	not decision.answer with input as fixture.plain
		with data.register as fixture.register
		with data.system.bundles as fixture.bundles
		with data.concord.wording.reasons as {}
}

test_a_question_without_anything_has_no_answer if {
	not decision.answer with input as {"facts": {"question": {"resource_type": "patient-record"}}, "at": fixture.at}
		with data.concord.known.order as []
		with data.register as fixture.register
		with data.system.bundles as fixture.bundles
}

test_a_question_without_categories_has_no_answer if {
	not answer({"categories": []}, saying([]))
	not answer({"categories": [], "requester": "CCC"}, saying([]))
}

test_an_unreadable_bound_leaves_no_answer if {
	not under({"until": "soon"}, {})
	not under({"from": "soon"}, {})
	not under({"section_251": {"reference": "X", "until": "soon"}}, {})
}

# Not even where no period is looked at: a record of the requester's own.
test_an_instant_that_cannot_be_read_leaves_no_answer if {
	own := fixture.input_of({"custodian": "AAA"}, saying([]))
	every at in [null, true, 0, "", "soon", "2026-06-30", ["2026-06-30T23:59:59Z"]] {
		not found_for(object.union(own, {"at": at}))
	}
	not found_for(json.remove(own, ["at"]))
	found_for(own).decision == true
}

found_for(asked) := found if {
	found := decision.answer with input as asked
		with data.register as fixture.register
		with data.system.bundles as fixture.bundles
}

test_a_bound_that_is_null_does_not_bound if {
	found := under({"from": null, "until": null}, {})
	found.decision == true
	not found.holds_until
}

test_an_agreement_that_cannot_be_cited_leaves_no_answer if {
	every name in ["id", "title", "legal_bases"] {
		incomplete := json.remove(fixture.register, [concat("/", ["agreements/dsa", name])])
		not found_in(incomplete)
	}
}

found_in(register) := found if {
	found := decision.answer with input as fixture.plain
		with data.register as register
		with data.system.bundles as fixture.bundles
}

test_expired_agreement_is_a_refusal if {
	found := decision.answer with input as object.union(fixture.plain, {"at": "2026-07-01T00:00:00Z"})
		with data.register as fixture.register
		with data.system.bundles as fixture.bundles
	found.decision == false
	keys(found) == {"lawful-agreement-expired"}
	not found.gap
}

test_agreement_that_has_not_begun_is_a_refusal if {
	found := decision.answer with input as object.union(fixture.plain, {"at": "2025-12-31T23:59:59Z"})
		with data.register as fixture.register
		with data.system.bundles as fixture.bundles
	keys(found) == {"lawful-agreement-not-yet"}
}

agreement_with(changes) := object.union(fixture.register, {"agreements": {"dsa": object.union(fixture.agreement, changes)}})

under(changes, question) := found if {
	found := decision.answer with input as fixture.input_of(question, saying([]))
		with data.register as agreement_with(changes)
		with data.system.bundles as fixture.bundles
}

test_suspended_agreement if {
	found := under({"status": "suspended"}, {})
	found.decision == false
	keys(found) == {"lawful-agreement-suspended"}
}

test_draft_agreement if keys(under({"status": "draft"}, {})) == {"lawful-agreement-draft"}

test_what_an_agreement_lacks_beside_does_not_hide_its_state if {
	every change in [
		{"signatories": []},
		{"from": "2026-12-01T00:00:00Z", "until": "2027-01-01T00:00:00Z"},
		{"until": "2026-02-01T00:00:00Z"},
		{"section_251": {"reference": "X", "until": "2026-06-01T00:00:00Z"}},
	] {
		every status in ["suspended", "draft", "signed", "expired"] {
			found := under(object.union(change, {"status": status}), {})
			found.decision == false
			keys(found) == {concat("-", ["lawful-agreement", status])}
		}
	}
}

test_a_reason_names_the_categories_that_it_is_about if {
	held := fixture.preference("care", "permit", [fixture.exception("deny", {"categories": ["mind"]})])
	found := answer({"categories": ["meds", "mind"]}, saying([held]))
	about := {reason.text_key: reason.parameters.categories | some reason in found.reasons; reason.rule == "said"}
	about == {"said-category-deny": ["mind"], "said-choice-permit": ["meds"]}
}

test_unsigned_agreement if keys(under({"signatories": []}, {})) == {"lawful-agreement-unsigned"}

test_approval_under_section_251_that_has_expired if {
	found := under({"section_251": {"reference": "X", "until": "2026-06-01T00:00:00Z"}}, {})
	found.decision == false
	keys(found) == {"lawful-agreement-approval-expired"}
}

test_an_agreement_in_force_has_no_other_state if {
	lawful.state("dsa") == "active" with input as fixture.plain with data.register as fixture.register
}

test_restricted_is_withheld if {
	found := under({}, {"categories": ["embryo"]})
	found.decision == false
	keys(found) == {"lawful-restricted"}
}

test_restricted_with_a_statutory_exception if {
	under({"statutory_exceptions": ["HFE Act 1990 s.33A"]}, {"categories": ["embryo"]}).decision == true
}

test_restricted_with_an_empty_list_of_statutory_exceptions if {
	found := under({"statutory_exceptions": []}, {"categories": ["embryo"]})
	found.decision == false
	keys(found) == {"lawful-restricted"}
}

test_a_class_that_nobody_knows_is_never_open if {
	things := {
		"categories": {"embryo": {"class": "secret"}},
		"agreements": {"dsa": {"statutory_exceptions": ["HFE Act 1990 s.33A"]}},
	}
	every question in [{"categories": ["embryo"]}, {"custodian": "AAA", "categories": ["embryo"]}] {
		found := fixture.answer_under(things, question, saying([]))
		found.decision == false
		keys(found) == {"lawful-category-not-covered"}
	}
}

test_restricted_within_one_organisation if {
	found := answer({"custodian": "AAA", "categories": ["embryo", "meds"]}, saying([]))
	found.decision == false
	found.permitted == ["meds"]
	"lawful-restricted" in keys(found)
}

test_category_outside_the_agreement if {
	found := answer({"categories": ["meds", "other"]}, saying([]))
	found.permitted == ["meds"]
	"lawful-category-not-covered" in keys(found)
}

test_same_organisation_needs_no_agreement if {
	found := answer({"requester": "CCC", "custodian": "CCC"}, saying([]))
	found.decision == true
	keys(found) == {"lawful-same-organisation", "said-default-permit"}
	not found.agreement
}

test_no_agreement_is_a_gap if {
	found := answer({"requester": "CCC"}, saying([]))
	found.decision == false
	found.gap.missing == "sharing-agreement"
	contains(found.gap.detail, "Care C")
}

test_gaps if {
	cases := {
		"organisation": [{"requester": "XXX"}, {"custodian": "XXX"}, {"requester": "OLD"}, {"custodian": "OLD"}],
		"purpose": [{"purpose": "XXX"}],
		"category": [{"categories": ["meds", "xxx"]}],
		"action": [{"action": "delete"}],
		"resource-type": [{"resource_type": "dataset"}],
	}
	every missing, questions in cases {
		every question in questions {
			found := answer(question, saying([]))
			found.decision == false
			found.permitted == []
			found.gap.missing == missing
			every reason in found.reasons {
				reason.effect == "deny"
			}
		}
	}
}

test_of_a_type_that_nobody_knows_nothing_else_is_told if {
	found := answer(
		{
			"resource_type": "dataset",
			"action": "print",
			"requester": "XXX",
			"custodian": "XXX",
			"purpose": "XXX",
			"categories": ["xxx"],
		},
		saying([]),
	)
	found.decision == false
	keys(found) == {"known-no-resource-type"}
}

test_a_purpose_without_a_rule_for_them_denies_unregistered_patients if {
	unregistered := {"standing": "unregistered", "preferences": []}
	ruleless := object.union(fixture.register, {"purposes": {"TREAT": {"unregistered_patient": "maybe"}}})
	found := decision.answer with input as fixture.input_of({}, unregistered)
		with data.register as ruleless
		with data.system.bundles as fixture.bundles
	found.decision == false
	found.gap.missing == "patient"
}

test_unregistered_patient_follows_the_purpose if {
	unregistered := {"standing": "unregistered", "preferences": []}
	answer({}, unregistered).decision == true
	found := answer({"purpose": "HRESCH"}, unregistered)
	found.decision == false
	found.gap.missing == "patient"
}

test_unreadable_is_not_unsaid if {
	found := answer({}, {"standing": "unreadable", "preferences": []})
	found.decision == false
	"said-unreadable" in keys(found)
}

test_an_unknown_standing_is_unreadable if {
	answer({}, {"standing": "maybe", "preferences": []}).decision == false
}

test_a_reason_is_told_to_patient_and_staff if {
	deny := fixture.preference("care", "permit", [fixture.exception("deny", {"organisations": ["AAA"]})])
	some reason in answer({}, saying([deny])).reasons
	reason.texts.patient == "You chose not to share this with Trust A. You can change this at any time."
	reason.texts.staff == concat(" ", [
		"The patient has chosen not to share this with Trust A.",
		"Go on without it: only the patient can change this.",
	])
}

test_no_lawful_ground_hears_nothing_of_the_patient if {
	deny := fixture.preference("care", "deny", [])
	keys(answer({"requester": "CCC"}, saying([deny]))) == {"lawful-no-agreement"}
}

test_held_back_category_and_a_caller_that_cannot_redact if {
	held := fixture.preference("care", "permit", [fixture.exception("deny", {"categories": ["mind"]})])
	found := answer({"categories": ["meds", "mind"]}, saying([held]))
	found.decision == false
	found.permitted == ["meds"]
	found.withheld == ["mind"]
	"outcome-cannot-redact" in keys(found)
	found.obligations == []
}

test_held_back_category_and_a_caller_that_can if {
	held := fixture.preference("care", "permit", [fixture.exception("deny", {"categories": ["mind"]})])
	found := answer({"categories": ["meds", "mind"], "supported_obligations": ["redact"]}, saying([held]))
	found.decision == true
	found.obligations == [{"id": "redact", "type": "custom", "properties": {"action": "redact", "categories": ["mind"]}}]
}

test_sensitive_for_research_needs_the_patients_word if {
	yes := fixture.preference("research", "permit", [])
	found := answer({"purpose": "HRESCH", "categories": ["meds", "mind"]}, saying([yes]))
	found.permitted == ["meds"]
	"sensitive-not-opened" in keys(found)
	named := fixture.preference("research", "permit", [fixture.exception("permit", {"categories": ["mind"]})])
	answer({"purpose": "HRESCH", "categories": ["meds", "mind"]}, saying([named])).decision == true
}

test_sensitive_never_for_public_health if {
	answer({"purpose": "PUBHLTH", "categories": ["mind"]}, saying([])).decision == false
	answer({"purpose": "PUBHLTH", "categories": ["meds"]}, saying([])).decision == true
}

broken_glass(grant, question) := found if {
	found := decision.answer with input as object.union(
		fixture.input_of(object.union({"purpose": "BTG"}, question), saying([fixture.preference("care", "deny", [])])),
		{"facts": {"grant": grant}},
	)
		with data.register as fixture.register
		with data.system.bundles as fixture.bundles
}

test_break_glass_without_a_grant if {
	found := answer({"purpose": "BTG"}, saying([]))
	found.decision == false
	"break-glass-no-grant" in keys(found)
}

test_break_glass_opens_what_the_patient_closed if {
	found := broken_glass({"until": "2026-07-01T00:30:00Z"}, {})
	found.decision == true
	[obligation.id | some obligation in found.obligations] == ["notify-patient", "review"]
	"break-glass-granted" in keys(found)
}

test_break_glass_after_its_time if {
	broken_glass({"until": "2026-06-30T23:59:59Z"}, {}).decision == false
}

test_break_glass_under_a_grant_whose_end_cannot_be_read if {
	ends := [null, true, 7, "soon", "2026-07-01", ["2026-07-01T00:30:00Z"], {"at": "2026-07-01T00:30:00Z"}]
	odd := [null, true, 7, "2026-07-01T00:30:00Z", ["2026-07-01T00:30:00Z"], {"reason": "OVRER"}]
	every grant in array.concat([{"until": end} | some end in ends], odd) {
		found := broken_glass(grant, {})
		found.decision == false
		keys(found) == {"lawful-agreement", "break-glass-no-grant"}
	}
}

test_break_glass_never_opens_what_is_restricted if {
	broken_glass({"until": "2026-07-01T00:30:00Z"}, {"categories": ["embryo"]}).decision == false
}

test_break_glass_never_opens_what_nobody_agreed if {
	broken_glass({"until": "2026-07-01T00:30:00Z"}, {"requester": "CCC"}).decision == false
}
