package uk.concord.gateway.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in.
 *
 * @param subject the sign-in service's id of the person
 * @param name her name, as the sign-in service gives it
 * @param roles what she may do here
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionView(String subject, @Nullable String name, List<String> roles) {}
