package uk.concord.kernel.problem;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which query parameters of a request aren't what the method that it leads to takes. */
final class QueryFaults {

    private QueryFaults() {}

    /** A sentence for each; none of them repeats what was sent. */
    static List<String> of(ResourceInfo resource, UriInfo address) {
        Method method = resource.getResourceMethod();
        List<String> faults = new ArrayList<>();
        if (method == null) {
            return faults;
        }
        for (Parameter parameter : method.getParameters()) {
            QueryParam named = parameter.getAnnotation(QueryParam.class);
            String sent = named == null ? null : address.getQueryParameters().getFirst(named.value());
            ValueForm.of(parameter.getType())
                    .filter(form -> isFault(form, sent))
                    .ifPresent(form ->
                            faults.add("The parameter \"" + named.value() + "\" must be " + form.words() + "."));
        }
        return faults;
    }

    private static boolean isFault(ValueForm form, @Nullable String sent) {
        return sent != null && !form.fits(sent);
    }
}
