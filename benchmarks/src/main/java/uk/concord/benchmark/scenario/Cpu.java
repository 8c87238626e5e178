package uk.concord.benchmark.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import uk.concord.benchmark.platform.Usage;
import uk.concord.benchmark.report.Rounds;

/** CPU time of server processes over rounds of requests. */
final class Cpu {

    private static final double MICROS = 1e6;

    private final List<Measured> processes = new ArrayList<>();

    private static final class Measured {

        private final String name;
        private final long pid;
        private final Rounds perRequest = new Rounds();
        private double before;

        Measured(String name, long pid) {
            this.name = name;
            this.pid = pid;
        }

        String told() {
            return name + " " + String.format(Locale.ROOT, "%.0f µs", perRequest.median());
        }
    }

    Cpu of(String name, long pid) {
        processes.add(new Measured(name, pid));
        return this;
    }

    static Cpu ofOurs(Stage stage) {
        return new Cpu()
                .of("policy-service", stage.service().pid())
                .of("its OPA", stage.parts().opa().pid())
                .of("Kafka", stage.parts().kafka().pid());
    }

    static Cpu ofRaw(Stage stage) {
        return new Cpu().of("OPA", stage.rawOpa().pid());
    }

    void begin() {
        processes.forEach(process -> process.before = Usage.cpuSeconds(process.pid));
    }

    void end(double requests) {
        processes.forEach(process ->
                process.perRequest.add((Usage.cpuSeconds(process.pid) - process.before) * MICROS / requests));
    }

    /** Such as "policy-service 310 µs, its OPA 20 µs, together 330 µs"; medians of the rounds. */
    String told() {
        String each = processes.stream().map(Measured::told).collect(Collectors.joining(", "));
        double total = processes.stream()
                .mapToDouble(process -> process.perRequest.median())
                .sum();
        return processes.size() == 1 ? each : each + String.format(Locale.ROOT, ", together %.0f µs", total);
    }
}
