package uk.concord.kernel.production;

import io.quarkus.arc.All;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import uk.concord.kernel.production.ProductionCheck.UnsafeSetting;

/** Runs every check before the service takes its first request, and stops it if one finds something. */
@ApplicationScoped
public class ProductionReadiness {

    private static final Logger LOG = Logger.getLogger(ProductionReadiness.class);

    private final List<ProductionCheck> checks;
    private final Config settings;

    ProductionReadiness(@All List<ProductionCheck> checks, Config settings) {
        this.checks = checks;
        this.settings = settings;
    }

    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            demandSafety(settings);
        }
    }

    /**
     * @throws IllegalStateException naming every unsafe setting
     */
    void demandSafety(Config config) {
        List<UnsafeSetting> unsafe = checks.stream()
                .flatMap(check -> check.unsafe(config).stream())
                .distinct()
                .toList();
        unsafe.forEach(
                setting -> LOG.errorf("unsafe setting property=%s why=\"%s\"", setting.property(), setting.why()));
        if (!unsafe.isEmpty()) {
            throw new IllegalStateException(unsafe.stream()
                    .map(setting -> setting.property() + ": " + setting.why())
                    .collect(Collectors.joining("; ", "Not started, because of unsafe settings: ", "")));
        }
    }
}
