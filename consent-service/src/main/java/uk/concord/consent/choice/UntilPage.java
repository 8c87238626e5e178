package uk.concord.consent.choice;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The question how long something holds. */
final class UntilPage {

    private UntilPage() {}

    @CheckedTemplate(basePath = "choice")
    static class Templates {
        static native TemplateInstance until(
                String heading,
                String action,
                String back,
                UntilForm form,
                List<FieldError> errors,
                List<FieldError> endingErrors,
                List<FieldError> dateErrors);
    }

    static TemplateInstance of(String heading, String action, String back, UntilForm form, List<FieldError> errors) {
        return Templates.until(
                heading,
                action,
                back,
                form,
                errors,
                errors.stream().filter(UntilForm::isAboutEnding).toList(),
                errors.stream().filter(error -> !UntilForm.isAboutEnding(error)).toList());
    }
}
