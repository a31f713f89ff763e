package org.yipiao.platform.reason;

/**
 * One reason by its name, in no language. The words stand in a bundle of the module that gives the
 * reason, in UTF-8: English in {@code messages.properties}, simplified Chinese in {@code
 * messages_zh_CN.properties}. Where a text has parameters it is a {@link java.text.MessageFormat},
 * so an apostrophe is written twice.
 */
public interface ReasonCode {

  /** Upper-case letters, digits and underscores. */
  String name();

  /** The base name of the bundle, as {@link java.util.ResourceBundle} takes it. */
  default String bundle() {
    return "messages";
  }

  /** Where in the bundle the words stand. */
  default String key() {
    return "field." + name();
  }
}
