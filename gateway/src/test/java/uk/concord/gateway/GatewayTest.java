package uk.concord.gateway;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import uk.concord.gateway.standin.GatewayPorts;

/** A test of the running gateway, with real PostgreSQL and Kafka, and stand-ins where other systems would be. The policy-service of {@code standin.Policy} is the real one. */
@QuarkusTest
@WithTestResource(value = GatewayPorts.class, scope = TestResourceScope.GLOBAL)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface GatewayTest {}
