package org.yipiao.gateway;

import java.util.Locale;

/** The languages that the gateway speaks. */
public enum Language {
  EN(Locale.ENGLISH),
  ZH_CN(Locale.SIMPLIFIED_CHINESE);

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  Locale locale() {
    return locale;
  }
}
