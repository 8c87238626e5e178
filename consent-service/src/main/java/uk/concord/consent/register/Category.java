package uk.concord.consent.register;

/**
 * A kind of information.
 *
 * @param title as pages show it
 * @param sharingClass {@code ordinary}, {@code sensitive} or {@code restricted}
 */
public record Category(String id, String title, String sharingClass) {

    /** Whether it isn't shown for care unless the patient asks for that. */
    public boolean sensitive() {
        return sharingClass.equals("sensitive");
    }

    /** Whether the law alone opens it: no emergency does. */
    public boolean restricted() {
        return sharingClass.equals("restricted");
    }
}
