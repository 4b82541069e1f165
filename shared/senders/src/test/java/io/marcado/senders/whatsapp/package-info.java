@NullMarked
package io.marcado.senders.whatsapp;

import org.jspecify.annotations.NullMarked;
