package uk.concord.policy.decision;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.OdsCode;

/**
 * Reads the body of an Access Evaluation request (AuthZEN 1.0 §6.1). Unknown members are ignored; what is missing or of a wrong
 * type is a 400 that names it, and so is another content type.
 */
@ApplicationScoped
class QuestionReader {

    private final ObjectReader json;

    QuestionReader(ObjectMapper json) {
        this.json = json.reader()
                .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** The one question of a body. */
    Question read(@Nullable String contentType, byte[] body) {
        return question(new Member("", body(contentType, body)));
    }

    /** The body's JSON object. */
    JsonNode body(@Nullable String contentType, byte[] body) {
        demandJson(contentType);
        return tree(body);
    }

    /** The question whose members stand in this object. */
    Question question(Member root) {
        Member subject = root.object("subject");
        Member action = root.object("action");
        Member resource = root.object("resource");
        Optional<Member> context = root.optionalObject("context");
        Optional<Member> subjectProperties = subject.optionalObject("properties");
        Question.Subject asker = new Question.Subject(
                subject.text("type"),
                subject.text("id"),
                subjectProperties
                        .flatMap(properties -> properties.optionalText("role"))
                        .orElse(null));
        String actionName = action.text("name");
        String resourceType = resource.text("type");
        String resourceId = resource.text("id");
        Optional<Member> actionProperties = action.optionalObject("properties");
        Optional<Member> resourceProperties = resource.optionalObject("properties");
        if (!resourceType.equals(Question.PatientRecord.TYPE)) {
            OdsCode organisation = subjectProperties
                    .flatMap(properties -> properties.optionalText("organisation"))
                    .map(OdsCode::new)
                    .orElse(null);
            return new Question.Other(
                    asker,
                    actionName,
                    resourceType,
                    organisation,
                    new Facts.Members(
                            subject.value(),
                            action.value(),
                            resource.value(),
                            context.map(Member::value).orElse(null)));
        }
        Member record = resourceProperties.orElseGet(() -> resource.object("properties"));
        return new Question.PatientRecord(
                asker,
                new OdsCode(subjectProperties
                        .orElseGet(() -> subject.object("properties"))
                        .text("organisation")),
                actionName,
                actionProperties.orElseGet(() -> action.object("properties")).text("purpose"),
                NhsNumber.of(resourceId),
                new OdsCode(record.text("custodian")),
                record.texts("categories"),
                record.optionalTexts("security"),
                context.map(given -> given.optionalTexts("supported_obligations"))
                        .orElse(List.of()),
                context.flatMap(given -> given.optionalText("public_interest_basis"))
                        .orElse(null),
                context.flatMap(given -> given.optionalRevision("at_least")).orElse(null));
    }

    private static void demandJson(@Nullable String contentType) {
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!type.equals("application/json")) {
            throw Member.invalid("The Content-Type must be application/json.");
        }
    }

    // Jackson's message may repeat the body, and with it an NHS number, so none of it is told.
    private JsonNode tree(byte[] body) {
        try {
            JsonNode tree = json.readTree(body);
            if (tree != null && tree.isObject()) {
                return tree;
            }
        } catch (IOException e) {
            throw Member.invalid("The body isn't well-formed JSON with every member named once.");
        }
        throw Member.invalid("The body must be a JSON object with subject, action and resource.");
    }
}
