package org.pybridge.examples.scraper;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.pybridge.InterpreterLostException;
import org.pybridge.Python;
import org.pybridge.packages.PythonPackages;
import org.pybridge.process.PythonProcess;

/** Fetches the pages of a shop in Java, reads them in Python, and goes on when a worker is killed in the middle. */
public final class Scraper {
    private static final int PAGES = 200;
    private static final int ATTEMPTS = 3;

    private final HttpClient web = HttpClient.newHttpClient();
    private final Pages pages;
    private final ExecutorService threads;

    Scraper(Pages pages, ExecutorService threads) {
        this.pages = pages;
        this.threads = threads;
    }

    public static void main(String[] arguments) throws IOException {
        int pages = arguments.length == 0 ? PAGES : Integer.parseInt(arguments[0]);
        try (PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8)) {
            run(pages, out);
        }
    }

    static void run(int pages, PrintStream out) throws IOException {
        out.println("Starting Python; its packages are installed when they are not there yet ...");
        try (Python python = Python.builder(backend()).build();
                Shop shop = Shop.open(pages)) {
            ExecutorService threads =
                    Executors.newFixedThreadPool(2 * python.statistics().size());
            try {
                Scraper scraper = new Scraper(python.bind(Pages.class), threads);
                List<Article> articles = scraper.scrape(shop.address(), pages / 2, () -> kill(python, out));
                BigDecimal sum = articles.stream().map(Article::price).reduce(BigDecimal.ZERO, BigDecimal::add);
                out.printf("%d articles, worth %s; the shop offers %s%n", articles.size(), sum, shop.sumOfPrices());
                out.println("Workers lost: " + python.statistics().died());
            } finally {
                threads.shutdown();
            }
        }
    }

    private static PythonProcess backend() {
        return PythonProcess.builder()
                .packages(PythonPackages.builder()
                        .requirements(Path.of("scraper-requirements.txt"))
                        .requireHashes()
                        .build())
                .path(Path.of("src/main/scraper"))
                .build();
    }

    /** What an administrator, the kernel or a bug does to a process. */
    private static void kill(Python python, PrintStream out) {
        long worker = python.call("os:getpid", List.of(), long.class);
        boolean sent =
                ProcessHandle.of(worker).map(ProcessHandle::destroyForcibly).orElse(false);
        out.println("Worker " + worker + (sent ? " was killed." : " is gone already."));
    }

    /**
     * Reads all pages that links lead to.
     *
     * @param first where to begin
     * @param middle after how many pages to disturb
     * @param disturbance what happens then
     */
    List<Article> scrape(URI first, int middle, Runnable disturbance) {
        Map<URI, CompletableFuture<Page>> seen = new HashMap<>();
        List<URI> queue = new ArrayList<>(List.of(first));
        List<Article> articles = new ArrayList<>();
        seen.put(first, read(first));
        for (int i = 0; i < queue.size(); i++) {
            if (i == middle) {
                disturbance.run();
            }
            URI address = queue.get(i);
            Page page = Objects.requireNonNull(seen.get(address)).join();
            articles.addAll(page.articles());
            for (String link : page.links()) {
                URI next = address.resolve(link);
                if (!seen.containsKey(next)) {
                    seen.put(next, read(next));
                    queue.add(next);
                }
            }
        }
        return articles;
    }

    private CompletableFuture<Page> read(URI address) {
        return CompletableFuture.supplyAsync(() -> extract(fetch(address)), threads);
    }

    private String fetch(URI address) {
        try {
            return web.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException failed) {
            throw new CompletionException(failed);
        }
    }

    /** Reading a page twice does no harm, so a call whose worker died is made again. */
    private Page extract(String html) {
        for (int attempt = 1; ; attempt++) {
            try {
                return pages.read(html);
            } catch (InterpreterLostException died) {
                if (attempt == ATTEMPTS) {
                    throw died;
                }
            }
        }
    }
}
