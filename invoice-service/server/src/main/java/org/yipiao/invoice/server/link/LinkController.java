package org.yipiao.invoice.server.link;

import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.invoice.api.LinkInvoice;
import org.yipiao.invoice.api.LinkedInvoice;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.security.CurrentCaller;
import org.yipiao.platform.security.RequiresScope;

/** 关联: a person who has signed in links an invoice by what stands on its paper. */
@RestController
@RequestMapping("/v1/links")
class LinkController {

  private final InvoiceLinks links;

  LinkController(InvoiceLinks links) {
    this.links = links;
  }

  @PostMapping
  @RequiresScope("invoices.link")
  LinkedInvoice link(@CurrentCaller Caller caller, @Valid @RequestBody LinkInvoice request) {
    return links.link(caller, request);
  }
}
