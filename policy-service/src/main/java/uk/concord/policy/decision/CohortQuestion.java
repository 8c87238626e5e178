package uk.concord.policy.decision;

import uk.concord.kernel.identity.OdsCode;

/** One question to be asked about many patients: an AuthZEN question about a patient's record that names no patient. */
public final class CohortQuestion {

    private final Question.PatientRecord question;

    CohortQuestion(Question.PatientRecord question) {
        this.question = question;
    }

    Question.PatientRecord question() {
        return question;
    }

    public OdsCode requester() {
        return question.requester();
    }

    public OdsCode custodian() {
        return question.custodian();
    }

    public String purpose() {
        return question.purpose();
    }
}
