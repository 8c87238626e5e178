package uk.concord.audit.fhir;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import uk.concord.audit.fhir.external.ElementFault;
import uk.concord.kernel.problem.Problem;
import uk.concord.kernel.problem.ProblemException;

/** Problems below {@code /fhir} as OperationOutcomes (FHIR R4), with all that the problem says. */
class FhirOutcomes {

    @ServerResponseFilter
    void asOutcome(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Problem problem && isFhir(request)) {
            response.setEntity(
                    outcome(problem).toString(),
                    null,
                    MediaType.valueOf(FhirAnswer.MEDIA_TYPE).withCharset("utf-8"));
        }
    }

    private static boolean isFhir(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath().replaceFirst("^/", "");
        return path.equals("fhir") || path.startsWith("fhir/");
    }

    /** A problem that keeps one record out of an answer, and not the others. */
    static ObjectNode outcome(ProblemException problem) {
        return outcome(Problem.of(problem.type(), problem.detail(), null, problem.extensions()));
    }

    static ObjectNode outcome(Problem problem) {
        ObjectNode outcome = JsonNodeFactory.instance.objectNode().put("resourceType", "OperationOutcome");
        ArrayNode issues = outcome.putArray("issue");
        if (problem.extensions().get(ElementFault.MEMBER) instanceof List<?> faults && !faults.isEmpty()) {
            for (Object each : faults) {
                if (each instanceof ElementFault fault) {
                    issue(issues, problem, fault.malformed() ? "structure" : "business-rule", fault.text())
                            .putArray("expression")
                            .add(fault.element());
                }
            }
        } else {
            issue(issues, problem, codeOf(problem.status()), problem.detail());
        }
        return outcome;
    }

    private static ObjectNode issue(ArrayNode issues, Problem problem, String code, String text) {
        ObjectNode issue = issues.addObject().put("severity", "error").put("code", code);
        issue.putObject("details").put("text", text);
        // Many clients show their users the diagnostics and nothing else.
        String instance = problem.instance() == null ? "" : " " + problem.instance();
        issue.put("diagnostics", text + " [" + problem.type() + instance + "]");
        return issue;
    }

    /** The issue type that goes with an HTTP status. */
    private static String codeOf(int status) {
        return switch (status) {
            case 400, 415 -> "invalid";
            case 401 -> "login";
            case 403 -> "forbidden";
            case 404 -> "not-found";
            case 405, 406 -> "not-supported";
            case 413 -> "too-long";
            case 422 -> "business-rule";
            case 503 -> "transient";
            default -> "exception";
        };
    }
}
