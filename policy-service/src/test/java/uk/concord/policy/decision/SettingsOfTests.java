package uk.concord.policy.decision;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;

/** Settings with which answers are remembered and asked for together. */
record SettingsOfTests() implements AnswerSettings {

    @Override
    public boolean remember() {
        return true;
    }

    @Override
    public MemorySize rememberAtMost() {
        return new MemorySize(BigInteger.valueOf(64L << 20));
    }

    @Override
    public boolean lend() {
        return true;
    }

    @Override
    public int proveOneIn() {
        return 100;
    }

    @Override
    public int together() {
        return 64;
    }

    @Override
    public int callsAtOnce() {
        return 4;
    }

    @Override
    public int waitingAtMost() {
        return 20_000;
    }

    @Override
    public Duration within() {
        return Duration.ofSeconds(20);
    }
}
