package io.pledgeline.web;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The Chromium of this machine, found by name on the PATH and started once for the whole test JVM.
 *
 * <p>Where there is none the tests that need it are left out, which is said loudly; with {@code BROWSER_TESTS=required}, as CI
 * has it, they fail instead.
 */
final class Browser implements ExecutionCondition {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static com.microsoft.playwright.@Nullable Browser running;
    private static boolean told;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (path().isPresent() || "required".equals(System.getenv("BROWSER_TESTS"))) {
            return ConditionEvaluationResult.enabled("There is a browser, or there has to be one.");
        }
        tell();
        return ConditionEvaluationResult.disabled("No browser is on the PATH: " + NAMES);
    }

    /** The browser; it ends with this JVM. */
    static synchronized com.microsoft.playwright.Browser running() {
        com.microsoft.playwright.Browser browser = running;
        if (browser == null) {
            Path executable = path().orElseThrow(() ->
                    new IllegalStateException("BROWSER_TESTS=required, but none of " + NAMES + " is on the PATH."));
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(executable)
                            .setArgs(QUIET));
            running = browser;
        }
        return browser;
    }

    private static Optional<Path> path() {
        List<String> folders = Arrays.asList(System.getenv("PATH").split(File.pathSeparator));
        return NAMES.stream()
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static synchronized void tell() {
        if (!told) {
            told = true;
            System.err.println("\n" + "*".repeat(100)
                    + "\nNO BROWSER: the tests of the page were LEFT OUT. Install chromium so that it is on the PATH."
                    + "\n" + "*".repeat(100) + "\n");
        }
    }
}
