package org.yipiao.authorization.signin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.yipiao.authorization.store.ExpiringStore;

/** Short lists of words in the store, the latest first; what is added beyond the most goes. */
final class LatestTexts {

  /** Others may add at the same moment; whose word is lost then is only a stranger once more. */
  private static final int MOST_TRIES = 5;

  private final ExpiringStore store;
  private final Duration life;

  /**
   * @param life of a list, from what was added last on
   */
  LatestTexts(ExpiringStore store, Duration life) {
    this.store = store;
    this.life = life;
  }

  List<String> of(String key) {
    return store.get(key).map(text -> List.of(text.split(" ", -1))).orElse(List.of());
  }

  /**
   * @param word without a space
   * @param most words of the list
   */
  void add(String key, String word, int most) {
    for (int i = 0; i < MOST_TRIES; i++) {
      var before = store.get(key);
      var words = new ArrayList<String>();
      words.add(word);
      before.map(text -> List.of(text.split(" ", -1))).orElse(List.of()).stream()
          .filter(each -> !each.equals(word))
          .limit(most - 1L)
          .forEach(words::add);
      var next = String.join(" ", words);
      if (before.isEmpty()) {
        store.put(key, next, life);
        return;
      }
      if (store.replace(key, before.get(), next, life)) {
        return;
      }
    }
  }

  void forget(String key) {
    store.remove(key);
  }
}
