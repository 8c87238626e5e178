package uk.concord.policy.register;

import java.util.List;

/** What satisfies, or lifts, the common-law duty of confidentiality. */
public final class CommonLaw {

    public static final String SECTION_251 = "section 251";

    /** All of them, as agreements and rules name them. */
    public static final List<String> ALL = List.of(
            "implied consent",
            "explicit consent",
            SECTION_251,
            "statute",
            "court order",
            "overriding public interest",
            "not confidential");

    private CommonLaw() {}
}
