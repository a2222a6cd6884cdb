package io.pledgeline;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.ContextConfiguration;

/** Runs a Spring test's application on the servers of {@link RealServices#durable()}, on a database and queues of its own: no other test's workers take its work. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ContextConfiguration(initializers = RealServices.DurableApartInitializer.class)
public @interface WithDurableServicesApart {}
