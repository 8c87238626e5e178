package uk.concord.kernel.production;

import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Looks at the settings of one feature. */
public interface ProductionCheck {

    /** The settings that are unsafe in production; none if all is well. */
    List<UnsafeSetting> unsafe(Config settings);

    /**
     * A setting with which nobody should go into production.
     *
     * @param property its name
     * @param why what is wrong with it and what to do; never its value, which may be a secret
     */
    record UnsafeSetting(String property, String why) {}
}
