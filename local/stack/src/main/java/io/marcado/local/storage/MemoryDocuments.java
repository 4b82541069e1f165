package io.marcado.local.storage;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

final class MemoryDocuments implements Documents {
  private final ConcurrentSkipListMap<String, String> texts = new ConcurrentSkipListMap<>();

  @Override
  public void put(String name, String text) {
    texts.put(name, text);
  }

  @Override
  public void delete(String name) {
    texts.remove(name);
  }

  @Override
  public Optional<String> get(String name) {
    return Optional.ofNullable(texts.get(name));
  }

  @Override
  public SortedMap<String, String> all() {
    return new TreeMap<>(texts);
  }
}
