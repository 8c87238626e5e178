package uk.concord.stack.custodian;

import static uk.concord.stack.custodian.SecurityLabel.ASSISTED_CONCEPTION;
import static uk.concord.stack.custodian.SecurityLabel.MENTAL_HEALTH;
import static uk.concord.stack.custodian.SecurityLabel.PSYCHIATRY;
import static uk.concord.stack.custodian.SecurityLabel.RESTRICTED;
import static uk.concord.stack.custodian.SecurityLabel.SEXUAL_HEALTH;
import static uk.concord.stack.custodian.SecurityLabel.SUBSTANCE_ABUSE;

import java.util.ArrayList;
import java.util.List;

/**
 * What the record of one synthetic patient says. It depends on the patient's place in the sequence alone, so the same patient
 * always has the same record. The first patient has something of everything.
 */
final class SyntheticRecord {

    private static final String MEDICATION = "MedicationRequest";
    private static final String ALLERGY = "AllergyIntolerance";
    private static final String CONDITION = "Condition";
    private static final String OBSERVATION = "Observation";
    private static final List<String> MEDICATIONS = List.of(
            "Amlodipine 5 mg tablets",
            "Metformin 500 mg tablets",
            "Atorvastatin 20 mg tablets",
            "Ramipril 5 mg capsules");
    private static final List<String> ALLERGIES = List.of("Penicillin", "Peanut", "Latex");
    private static final List<String> CONDITIONS =
            List.of("Essential hypertension", "Type 2 diabetes mellitus", "Asthma");
    private static final int OBSERVATIONS = 12;

    private SyntheticRecord() {}

    /** The entries of the patient at this place (0 is the first), always in the same order. */
    static List<Synthetic> of(int place) {
        List<Synthetic> entries = new ArrayList<>();
        int medications = 2 + place % (MEDICATIONS.size() - 1);
        MEDICATIONS.subList(0, medications).forEach(text -> entries.add(Synthetic.plain(MEDICATION, text)));
        entries.add(Synthetic.plain(ALLERGY, ALLERGIES.get(place % ALLERGIES.size())));
        entries.add(Synthetic.plain(CONDITION, CONDITIONS.get(place % CONDITIONS.size())));
        for (int i = 0; i < OBSERVATIONS; i++) {
            entries.add(
                    Synthetic.plain(OBSERVATION, "Systolic blood pressure " + (118 + (place + 7 * i) % 30) + " mmHg"));
        }
        if (place % 3 == 0) {
            entries.add(Synthetic.labelled(MEDICATION, "Sertraline 50 mg tablets", MENTAL_HEALTH, RESTRICTED));
            entries.add(Synthetic.labelled(CONDITION, "Depressive disorder", PSYCHIATRY, RESTRICTED));
        }
        if (place % 4 == 0) {
            entries.add(Synthetic.labelled(MEDICATION, "Doxycycline 100 mg capsules", SEXUAL_HEALTH));
            entries.add(Synthetic.labelled(OBSERVATION, "Chlamydia trachomatis test", SEXUAL_HEALTH));
        }
        if (place % 5 == 0) {
            entries.add(Synthetic.labelled(CONDITION, "Alcohol dependence", SUBSTANCE_ABUSE));
        }
        if (place % 10 == 0) {
            entries.add(Synthetic.labelled(MEDICATION, "Follitropin alfa injection", ASSISTED_CONCEPTION, RESTRICTED));
            entries.add(Synthetic.labelled(CONDITION, "Assisted conception treatment", ASSISTED_CONCEPTION));
        }
        return entries;
    }
}
