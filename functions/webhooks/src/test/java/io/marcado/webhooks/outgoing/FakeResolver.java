package io.marcado.webhooks.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers as it was told; the last answer of a host goes on. */
public final class FakeResolver implements Resolver {
  private final Map<String, Deque<List<InetAddress>>> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new ArrayList<>();

  /** The next answer for a host, as texts of addresses. */
  public FakeResolver answers(String host, String... addresses) {
    answers
        .computeIfAbsent(host, _ -> new ArrayDeque<>())
        .add(List.of(addresses).stream().map(FakeResolver::address).toList());
    return this;
  }

  /** Hosts in the order in which they were asked for. */
  public synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public synchronized List<InetAddress> resolve(String host) throws UnknownHostException {
    asked.add(host);
    Deque<List<InetAddress>> known = answers.get(host);
    if (known == null) {
      throw new UnknownHostException(host);
    }
    return known.size() > 1 ? known.removeFirst() : known.getFirst();
  }

  static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
