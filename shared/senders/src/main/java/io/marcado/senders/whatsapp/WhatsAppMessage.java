package io.marcado.senders.whatsapp;

/** What goes out by WhatsApp. */
public sealed interface WhatsAppMessage permits WhatsAppTemplate, WhatsAppText {}
