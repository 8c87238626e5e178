package uk.concord.policy.decision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Changes the words of an answer: in its reasons, its obligations and its gap. What has none that change stays itself. */
final class AnswerTexts {

    private AnswerTexts() {}

    static PolicyAnswer replace(PolicyAnswer answer, UnaryOperator<String> change) {
        List<PolicyAnswer.Reason> reasons =
                answer.reasons().stream().map(reason -> reason(reason, change)).toList();
        List<PolicyAnswer.Obligation> obligations = answer.obligations().stream()
                .map(one -> obligation(one, change))
                .toList();
        PolicyAnswer.Gap gap = answer.gap() == null ? null : gap(answer.gap(), change);
        boolean same = reasons.equals(answer.reasons())
                && obligations.equals(answer.obligations())
                && Objects.equals(gap, answer.gap());
        return same ? answer : answer.inOtherWords(reasons, obligations, gap);
    }

    private static PolicyAnswer.Reason reason(PolicyAnswer.Reason reason, UnaryOperator<String> change) {
        PolicyAnswer.Texts texts = reason.texts();
        return new PolicyAnswer.Reason(
                reason.rule(),
                reason.effect(),
                reason.textKey(),
                members(reason.parameters(), change),
                new PolicyAnswer.Texts(change.apply(texts.patient()), change.apply(texts.staff())));
    }

    private static PolicyAnswer.Obligation obligation(PolicyAnswer.Obligation one, UnaryOperator<String> change) {
        return new PolicyAnswer.Obligation(one.id(), one.type(), members(one.properties(), change));
    }

    private static PolicyAnswer.Gap gap(PolicyAnswer.Gap gap, UnaryOperator<String> change) {
        return new PolicyAnswer.Gap(gap.missing(), change.apply(gap.detail()), gap.suppliedBy());
    }

    private static Map<String, Object> members(Map<String, Object> members, UnaryOperator<String> change) {
        Map<String, Object> changed = new HashMap<>(members);
        changed.replaceAll((name, value) -> value(value, change));
        return changed;
    }

    private static Object value(Object value, UnaryOperator<String> change) {
        return switch (value) {
            case String text -> change.apply(text);
            case List<?> all -> {
                List<Object> changed = new ArrayList<>(all);
                changed.replaceAll(element -> value(element, change));
                yield changed;
            }
            case Map<?, ?> map -> {
                Map<Object, Object> changed = new HashMap<>(map);
                changed.replaceAll((name, member) -> value(member, change));
                yield changed;
            }
            default -> value;
        };
    }
}
