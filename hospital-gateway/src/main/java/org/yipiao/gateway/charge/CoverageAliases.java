package org.yipiao.gateway.charge;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yipiao.invoice.document.CoverageType;

/** The many names of 医保类型 in hospitals' systems, and what each means. */
final class CoverageAliases {

  private static final Map<String, CoverageType> KNOWN = known();

  private final Map<String, CoverageType> aliases;

  /**
   * @param own a hospital's own names; they win over the common ones
   */
  CoverageAliases(Map<String, CoverageType> own) {
    Map<String, CoverageType> all = new HashMap<>(KNOWN);
    own.forEach((alias, type) -> all.put(normal(alias), type));
    this.aliases = Map.copyOf(all);
  }

  /** Without a name the person paid without insurance; an unknown name is {@code OTHER}. */
  CoverageType type(@Nullable String name) {
    return name == null
        ? CoverageType.SELF_PAID
        : aliases.getOrDefault(normal(name), CoverageType.OTHER);
  }

  private static String normal(String name) {
    return name.strip().toUpperCase(Locale.ROOT);
  }

  private static Map<String, CoverageType> known() {
    Map<String, CoverageType> known = new HashMap<>();
    for (CoverageType type : CoverageType.values()) {
      known.put(type.name(), type);
    }
    for (String name :
        new String[] {
          "职工", "职工在职", "职工退休", "在职职工", "退休职工", "城镇职工", "职工医保", "城镇职工基本医疗保险", "职工基本医疗保险", "310"
        }) {
      known.put(name, CoverageType.EMPLOYEE);
    }
    for (String name :
        new String[] {
          "居民", "城乡居民", "城镇居民", "居民医保", "新农合", "城乡居民基本医疗保险", "城镇居民基本医疗保险", "390", "380"
        }) {
      known.put(name, CoverageType.RESIDENT);
    }
    for (String name : new String[] {"公费", "公费医疗", "离休", "离休人员", "公务员医疗补助", "340"}) {
      known.put(name, CoverageType.PUBLIC_FUNDED);
    }
    for (String name : new String[] {"自费", "全自费", "非医保", "SELF PAY", "SELFPAY"}) {
      known.put(name, CoverageType.SELF_PAID);
    }
    return Map.copyOf(known);
  }
}
