package io.marcado.local.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.marcado.local.storage.Documents;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The stages of the shards. The gateway routes to a stage from the moment it is here. */
public final class Stages {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Documents documents;
  private final Set<String> apis;
  private final Map<String, Stage> stages = new ConcurrentHashMap<>();

  /**
   * @param apis the ids of the HTTP APIs there are
   */
  public Stages(Collection<String> apis, Documents documents) {
    this.apis = Set.copyOf(apis);
    this.documents = documents;
    documents
        .all()
        .values()
        .forEach(
            text -> {
              Stage stage = read(text);
              stages.put(key(stage.apiId(), stage.name()), stage);
            });
  }

  public boolean hasApi(String apiId) {
    return apis.contains(apiId);
  }

  /** False when the API has a stage of that name already. */
  public synchronized boolean create(Stage stage) {
    String key = key(stage.apiId(), stage.name());
    if (stages.containsKey(key)) {
      return false;
    }
    put(stage);
    return true;
  }

  /** Adds or replaces. */
  public synchronized void put(Stage stage) {
    String key = key(stage.apiId(), stage.name());
    documents.put(key, write(stage));
    stages.put(key, stage);
  }

  public Optional<Stage> get(String apiId, String name) {
    return Optional.ofNullable(stages.get(key(apiId, name)));
  }

  /** False when there is no such stage. */
  public synchronized boolean delete(String apiId, String name) {
    String key = key(apiId, name);
    if (!stages.containsKey(key)) {
      return false;
    }
    documents.delete(key);
    stages.remove(key);
    return true;
  }

  public List<Stage> of(String apiId) {
    return stages.values().stream().filter(stage -> stage.apiId().equals(apiId)).toList();
  }

  /** The stage that requests under {@code /<name>} go to, whichever API has it. */
  public Optional<Stage> named(String name) {
    return apis.stream()
        .sorted()
        .map(api -> stages.get(key(api, name)))
        .filter(stage -> stage != null)
        .findFirst();
  }

  private static String key(String apiId, String name) {
    return apiId + "/" + name;
  }

  private static Stage read(String text) {
    try {
      return JSON.readValue(text, Stage.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Not a stage: " + text, e);
    }
  }

  private static String write(Stage stage) {
    try {
      return JSON.writeValueAsString(stage);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
