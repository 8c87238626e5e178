package uk.concord.policy.breakglass;

import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.policy.projection.Standing;

/**
 * What a question says of the grant that it may need.
 *
 * @param user the user's id, as the partner system says it
 * @param standing how the patient with this number stands
 */
public record Sought(String purpose, OdsCode requester, String user, NhsNumber nhsNumber, Standing standing) {}
