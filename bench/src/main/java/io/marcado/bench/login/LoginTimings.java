package io.marcado.bench.login;

import io.marcado.bench.MarkdownTable;
import io.marcado.bench.Measurement;
import io.marcado.bench.Shop;
import io.marcado.local.Options;
import io.marcado.local.app.client.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * A thousand answers each to people who have an account and to people who have none, in random
 * order, one after the other.
 */
public final class LoginTimings implements Measurement {
  private static final int EACH = 1000;
  private static final int WARM_UP = 100;
  private static final long SEED = 3;
  private static final String LIMIT = "1000000";

  /** How far the two medians of a pair may be apart, in milliseconds. */
  private static final double MOST_APART = 5;

  @Override
  public String title() {
    return "Known and unknown accounts";
  }

  /**
   * Two requests that must look alike.
   *
   * @param status of both
   */
  private record Pair(
      String name,
      String path,
      int status,
      Map<String, Object> known,
      Map<String, Object> unknown) {}

  @Override
  public MarkdownTable measure() {
    MarkdownTable table =
        new MarkdownTable(
            "request",
            "known p50 ms",
            "unknown p50 ms",
            "difference ms",
            "known p95",
            "unknown p95");
    Options options = Options.inMemory().withVariable("LIMITS", "*=" + LIMIT);
    try (Shop shop = Shop.open(options)) {
      shop.client(1);
      for (Pair pair : pairs(shop)) {
        measure(shop.business().visitor(), pair, table);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table.note(
        "%,d answers each, known and unknown in random order over loopback, one at a time, on a local"
                .formatted(EACH)
            + " stack in memory. Codes are made and sent by the stream's consumer, which here shares"
            + " the machine.");
  }

  private static List<Pair> pairs(Shop shop) {
    String client = "+5511910000001";
    String nobody = "+5511910000002";
    String email = shop.ownerAccount().email();
    String noEmail = "no@example.com";
    String wrong = "wrong and wrong";
    return List.of(
        new Pair(
            "login by phone, wrong password",
            "/auth/login",
            401,
            Map.of("phone", client, "password", wrong),
            Map.of("phone", nobody, "password", wrong)),
        new Pair(
            "login by e-mail, wrong password",
            "/auth/login",
            401,
            Map.of("email", email, "password", wrong),
            Map.of("email", noEmail, "password", wrong)),
        new Pair(
            "code for login, client",
            "/auth/otp",
            202,
            Map.of("phone", client, "channel", "SMS"),
            Map.of("phone", nobody, "channel", "SMS")),
        new Pair(
            "code for login, owner",
            "/auth/otp",
            202,
            Map.of("phone", shop.ownerAccount().phone(), "channel", "SMS"),
            Map.of("phone", nobody, "channel", "SMS")),
        new Pair(
            "forgotten password, client",
            "/auth/password/forgot",
            202,
            Map.of("phone", client),
            Map.of("phone", nobody)),
        new Pair(
            "forgotten password, owner",
            "/auth/password/forgot",
            202,
            Map.of("phone", shop.ownerAccount().phone()),
            Map.of("phone", nobody)),
        new Pair(
            "forgotten password by e-mail, owner",
            "/auth/password/forgot",
            202,
            Map.of("email", email),
            Map.of("email", noEmail)));
  }

  private static void measure(ApiClient visitor, Pair pair, MarkdownTable table) {
    answer(visitor, pair, order(WARM_UP));
    List<Boolean> order = order(EACH);
    double[] millis = answer(visitor, pair, order);
    double[] known = sorted(millis, order, true);
    double[] unknown = sorted(millis, order, false);
    double apart = quantile(known, 0.5) - quantile(unknown, 0.5);
    if (Math.abs(apart) > MOST_APART) {
      table.fail("Known and unknown are too far apart: " + pair.name());
    }
    table.row(
        pair.name(),
        at(known, 0.5),
        at(unknown, 0.5),
        String.format(Locale.ROOT, "%+.2f", apart),
        at(known, 0.95),
        at(unknown, 0.95));
  }

  /** True for the known one, false for the unknown, as many of each. */
  private static List<Boolean> order(int each) {
    List<Boolean> order = new ArrayList<>(Collections.nCopies(each, true));
    order.addAll(Collections.nCopies(each, false));
    Collections.shuffle(order, new Random(SEED));
    return order;
  }

  private static double[] answer(ApiClient visitor, Pair pair, List<Boolean> order) {
    double[] millis = new double[order.size()];
    for (int i = 0; i < millis.length; i++) {
      Map<String, Object> body = order.get(i) ? pair.known() : pair.unknown();
      long start = System.nanoTime();
      visitor.post(pair.path(), body).expect(pair.status());
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    return millis;
  }

  private static double[] sorted(double[] millis, List<Boolean> order, boolean known) {
    List<Double> chosen = new ArrayList<>();
    for (int i = 0; i < millis.length; i++) {
      if (order.get(i) == known) {
        chosen.add(millis[i]);
      }
    }
    double[] sorted = chosen.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  private static String at(double[] sorted, double quantile) {
    return String.format(Locale.ROOT, "%.2f", quantile(sorted, quantile));
  }

  private static double quantile(double[] sorted, double quantile) {
    return sorted[(int) (quantile * (sorted.length - 1))];
  }
}
