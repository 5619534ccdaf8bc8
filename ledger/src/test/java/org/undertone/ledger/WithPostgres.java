package org.undertone.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one {@link TestingPostgres} of this JVM, which starts when the first asks and ends after the last. */
public final class WithPostgres implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestingPostgres.class;
    }

    @Override
    public TestingPostgres resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(WithPostgres.class))
                .computeIfAbsent(TestingPostgres.class, key -> start(), TestingPostgres.class);
    }

    private static TestingPostgres start() {
        try {
            return TestingPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
