<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>AccessPage</name>
    <message>
        <source>Access</source>
        <translation>Zugang</translation>
    </message>
    <message>
        <source>Invitations</source>
        <translation>Einladungen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Plans</source>
        <translation>Tarife</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Verbrauch</translation>
    </message>
    <message>
        <source>Who changed what</source>
        <translation>Wer was geändert hat</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>Your key may not read the audit log.</source>
        <translation>Dieser Schlüssel darf die Aktivität nicht lesen.</translation>
    </message>
</context>
<context>
    <name>AccessPart</name>
    <message>
        <source>The text of {name} came after you had left. It is shown once you open those links again.</source>
        <translation>Der Text von {name} kam erst nach dem Wechsel. Er ist zu sehen, sobald diese Links wieder offen sind.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>The scans of {name} are erased</source>
        <translation>Die Scans von {name} sind gelöscht</translation>
    </message>
    <message>
        <source>{name} counts from 0 again</source>
        <translation>{name} zählt wieder ab 0</translation>
    </message>
    <message>
        <source>{name} goes on</source>
        <translation>{name} läuft weiter</translation>
    </message>
    <message>
        <source>{name} has another address</source>
        <translation>{name} hat eine andere Adresse</translation>
    </message>
    <message>
        <source>{name} is archived</source>
        <translation>{name} ist archiviert</translation>
    </message>
    <message>
        <source>{name} is deleted</source>
        <translation>{name} ist gelöscht</translation>
    </message>
    <message>
        <source>{name} is live again</source>
        <translation>{name} ist wieder aktiv</translation>
    </message>
    <message>
        <source>{name} is paused</source>
        <translation>{name} ist pausiert</translation>
    </message>
</context>
<context>
    <name>Activity</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>Addresses not kept in full</source>
        <translation>Adressen, die nicht ganz erhalten bleiben</translation>
    </message>
    <message>
        <source>Apps on Android</source>
        <translation>Apps auf Android</translation>
    </message>
    <message>
        <source>Apps on Apple devices</source>
        <translation>Apps auf Apple-Geräten</translation>
    </message>
    <message>
        <source>Asks for a password</source>
        <translation>Fragt nach Passwort</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>Kampagne</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Counts only</source>
        <translation>Zählt nur</translation>
    </message>
    <message>
        <source>Data of your own</source>
        <translation>Eigene Daten</translation>
    </message>
    <message>
        <source>Days that changes are kept</source>
        <translation>Tage, die Änderungen bleiben</translation>
    </message>
    <message>
        <source>Days that hits are kept</source>
        <translation>Tage, die Aufrufe bleiben</translation>
    </message>
    <message>
        <source>Default look</source>
        <translation>Standard-Aussehen</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Destination after the end</source>
        <translation>Ziel nach dem Ende</translation>
    </message>
    <message>
        <source>Destination while the page is down</source>
        <translation>Ziel, wenn die Seite nicht antwortet</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>Domain</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Endet</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Further addresses</source>
        <translation>Weitere Adressen</translation>
    </message>
    <message>
        <source>Headers sent along</source>
        <translation>Mitgesendete Header</translation>
    </message>
    <message>
        <source>Hit limit</source>
        <translation>Aufrufgrenze</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Hits by bots</source>
        <translation>Aufrufe von Bots</translation>
    </message>
    <message>
        <source>Honours “do not track”</source>
        <translation>Beachtet Do-not-track</translation>
    </message>
    <message>
        <source>How the key begins</source>
        <translation>Anfang des Schlüssels</translation>
    </message>
    <message>
        <source>Keeps the short address in sight</source>
        <translation>Kurzadresse bleibt sichtbar</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Medium</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Opens apps</source>
        <translation>Öffnet Apps</translation>
    </message>
    <message>
        <source>Own domains</source>
        <translation>Eigene Domains</translation>
    </message>
    <message>
        <source>Page for unknown addresses</source>
        <translation>Seite für unbekannte Adressen</translation>
    </message>
    <message>
        <source>Page of the bare domain</source>
        <translation>Seite der Domain ohne Kurzlink</translation>
    </message>
    <message>
        <source>Passes the visitor&apos;s query on</source>
        <translation>Gibt Parameter des Besuchers weiter</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Tarif</translation>
    </message>
    <message>
        <source>Remembers visitors</source>
        <translation>Erkennt Besucher wieder</translation>
    </message>
    <message>
        <source>Requests a minute</source>
        <translation>Anfragen pro Minute</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>Signature&apos;s beginning</source>
        <translation>Anfang der Signatur</translation>
    </message>
    <message>
        <source>Signature&apos;s header</source>
        <translation>Header der Signatur</translation>
    </message>
    <message>
        <source>Social preview</source>
        <translation>Social-Media-Vorschau</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Tells about</source>
        <translation>Meldet</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>Begriff</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Usable from</source>
        <translation>Verwendbar aus</translation>
    </message>
    <message>
        <source>Webhook secret</source>
        <translation>Geheimnis des Webhooks</translation>
    </message>
    <message>
        <source>What is listed</source>
        <translation>Was aufgeführt ist</translation>
    </message>
    <message>
        <source>What it leads to</source>
        <translation>Art des Ziels</translation>
    </message>
    <message>
        <source>What it may do</source>
        <translation>Was er darf</translation>
    </message>
    <message>
        <source>What the code says</source>
        <translation>Was der Code sagt</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Was getan wurde</translation>
    </message>
    <message>
        <source>Whose query wins</source>
        <translation>Wessen Parameter gelten</translation>
    </message>
    <message>
        <source>admin</source>
        <translation>Admin</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} weitere</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>archiviert</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>live</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>member</source>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>restored</source>
        <translation>wiederhergestellt</translation>
    </message>
    <message>
        <source>resumed</source>
        <translation>fortgesetzt</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>••• (kept secret)</source>
        <translation>••• (bleibt geheim)</translation>
    </message>
</context>
<context>
    <name>ActivityBack</name>
    <message>
        <source>Make it empty again</source>
        <translation>Wieder leeren</translation>
    </message>
    <message>
        <source>Put back “{value}”</source>
        <translation>„{value}“ zurückholen</translation>
    </message>
    <message>
        <source>{field}: {value}</source>
        <translation>{field}: {value}</translation>
    </message>
</context>
<context>
    <name>ActivityPage</name>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>As CSV…</source>
        <translation>Als CSV…</translation>
    </message>
    <message>
        <source>As JSON lines…</source>
        <translation>Als JSON-Zeilen…</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Change for how long entries are kept</source>
        <translation>Ändern, wie lange Einträge bleiben</translation>
    </message>
    <message>
        <source>Changes stand here with who made them, and how.</source>
        <translation>Hier stehen Änderungen, mit wem und wie.</translation>
    </message>
    <message>
        <source>Entries are kept for ever.</source>
        <translation>Einträge bleiben für immer.</translation>
    </message>
    <message>
        <source>Entries are kept for {count} days.</source>
        <translation>Einträge bleiben {count} Tage.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Many changes</source>
        <translation>Viele Änderungen</translation>
    </message>
    <message>
        <source>Nothing matches these filters</source>
        <translation>Nichts passt zu diesen Filtern</translation>
    </message>
    <message>
        <source>Nothing was changed so far</source>
        <translation>Bisher wurde nichts geändert</translation>
    </message>
    <message>
        <source>Nothing was put back. {reason}</source>
        <translation>Nichts wurde zurückgesetzt. {reason}</translation>
    </message>
    <message>
        <source>Older entries could not be loaded</source>
        <translation>Ältere Einträge ließen sich nicht laden</translation>
    </message>
    <message>
        <source>Show all changes</source>
        <translation>Alle Änderungen zeigen</translation>
    </message>
    <message>
        <source>The audit log could not be loaded</source>
        <translation>Die Aktivität ließ sich nicht laden</translation>
    </message>
    <message>
        <source>The change holds again</source>
        <translation>Die Änderung gilt wieder</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Was getan wurde</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>{count} change</source>
        <translation>{count} Änderung</translation>
    </message>
    <message>
        <source>{count} changes</source>
        <translation>{count} Änderungen</translation>
    </message>
    <message>
        <source>{name} is as it was before that change</source>
        <translation>{name} ist wie vor dieser Änderung</translation>
    </message>
</context>
<context>
    <name>AddressFields</name>
    <message>
        <source>A new address leaves the old one working: printed codes go on.</source>
        <translation>Die alte Adresse funktioniert neben der neuen weiter: Gedruckte Codes bleiben gültig.</translation>
    </message>
    <message>
        <source>Address behind the slash</source>
        <translation>Adresse hinter dem Schrägstrich</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>Domain</translation>
    </message>
    <message>
        <source>Free:</source>
        <translation>Frei:</translation>
    </message>
    <message>
        <source>Leave it empty for six characters that are easy to read aloud.</source>
        <translation>Leer: sechs Zeichen, die sich leicht vorlesen lassen.</translation>
    </message>
    <message>
        <source>free</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>six characters</source>
        <translation>sechs Zeichen</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>vergeben</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>eigene</translation>
    </message>
</context>
<context>
    <name>Again</name>
    <message>
        <source>All that is kept: 30 days</source>
        <translation>Alles Aufbewahrte: 30 Tage</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Events are sent once more, those that arrived too. By its id a receiver knows each one.</source>
        <translation>Ereignisse werden noch einmal gesendet, auch angekommene. Der Empfänger erkennt jedes an seiner ID.</translation>
    </message>
    <message>
        <source>Events of</source>
        <translation>Ereignisse von</translation>
    </message>
    <message>
        <source>Events that were given up or still wait are sent now. What arrived is not sent again.</source>
        <translation>Aufgegebene und wartende Ereignisse werden jetzt gesendet. Angekommene nicht noch einmal.</translation>
    </message>
    <message>
        <source>More than can be counted</source>
        <translation>Mehr, als sich zählen lässt</translation>
    </message>
    <message>
        <source>Nothing of that time is there.</source>
        <translation>Aus dieser Zeit ist nichts da.</translation>
    </message>
    <message>
        <source>Replay all</source>
        <translation>Alle wiederholen</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Noch einmal senden</translation>
    </message>
    <message>
        <source>Send again what failed</source>
        <translation>Gescheiterte noch einmal senden</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Since a moment of your own</source>
        <translation>Ab einem eigenen Zeitpunkt</translation>
    </message>
    <message>
        <source>That is up to {count} events.</source>
        <translation>Das sind bis zu {count} Ereignisse.</translation>
    </message>
    <message>
        <source>That is {count} event.</source>
        <translation>Das ist {count} Ereignis.</translation>
    </message>
    <message>
        <source>The last 24 hours</source>
        <translation>Die letzten 24 Stunden</translation>
    </message>
    <message>
        <source>The last 7 days</source>
        <translation>Die letzten 7 Tage</translation>
    </message>
    <message>
        <source>The last hour</source>
        <translation>Die letzte Stunde</translation>
    </message>
</context>
<context>
    <name>Analytics</name>
    <message>
        <source>Browser</source>
        <translation>Browser</translation>
    </message>
    <message>
        <source>Browser version</source>
        <translation>Browserversion</translation>
    </message>
    <message>
        <source>Came from</source>
        <translation>Kam von</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>Kampagne</translation>
    </message>
    <message>
        <source>City</source>
        <translation>Stadt</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>Klick</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Computer</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Direct</source>
        <translation>Direkt</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Inside an app</source>
        <translation>In einer App</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Made with QRDesk on {day}</source>
        <translation>Mit QRDesk erstellt am {day}</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Medium</translation>
    </message>
    <message>
        <source>No code of its own</source>
        <translation>Kein eigener Code</translation>
    </message>
    <message>
        <source>No rule</source>
        <translation>Keine Regel</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Not inside an app</source>
        <translation>Nicht in einer App</translation>
    </message>
    <message>
        <source>Nothing in this period</source>
        <translation>Nichts in diesem Zeitraum</translation>
    </message>
    <message>
        <source>Only clicks</source>
        <translation>Nur Klicks</translation>
    </message>
    <message>
        <source>Only scans</source>
        <translation>Nur Scans</translation>
    </message>
    <message>
        <source>Only the number per day is known of these hits</source>
        <translation>Von diesen Aufrufen ist nur die Zahl je Tag bekannt</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Other websites</source>
        <translation>Andere Websites</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>Search engines</source>
        <translation>Suchmaschinen</translation>
    </message>
    <message>
        <source>Single hits before {day} have been deleted; what is filtered counts from then on.</source>
        <translation>Einzelne Aufrufe vor dem {day} wurden gelöscht; Gefiltertes zählt erst ab dann.</translation>
    </message>
    <message>
        <source>Social networks</source>
        <translation>Soziale Netzwerke</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>Etwas anderes</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>System version</source>
        <translation>Systemversion</translation>
    </message>
    <message>
        <source>TV</source>
        <translation>Fernseher</translation>
    </message>
    <message>
        <source>Tablet</source>
        <translation>Tablet</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>Begriff</translation>
    </message>
    <message>
        <source>The picture could not be made, and no file was written. Save it as SVG instead.</source>
        <translation>Das Bild ließ sich nicht erstellen, und keine Datei wurde geschrieben. Stattdessen als SVG speichern.</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>Variante</translation>
    </message>
    <message>
        <source>Website</source>
        <translation>Website</translation>
    </message>
    <message>
        <source>clicks</source>
        <translation>Klicks</translation>
    </message>
    <message>
        <source>device unknown</source>
        <translation>Gerät unbekannt</translation>
    </message>
    <message>
        <source>hits</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>no clicks</source>
        <translation>keine Klicks</translation>
    </message>
    <message>
        <source>no hits</source>
        <translation>keine Aufrufe</translation>
    </message>
    <message>
        <source>no scans</source>
        <translation>keine Scans</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>place unknown</source>
        <translation>Ort unbekannt</translation>
    </message>
    <message>
        <source>scans</source>
        <translation>Scans</translation>
    </message>
    <message>
        <source>{count} click</source>
        <translation>{count} Klick</translation>
    </message>
    <message>
        <source>{count} clicks</source>
        <translation>{count} Klicks</translation>
    </message>
    <message>
        <source>{count} hit</source>
        <translation>{count} Aufruf</translation>
    </message>
    <message>
        <source>{count} hits</source>
        <translation>{count} Aufrufe</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} min</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} s</translation>
    </message>
    <message>
        <source>{count} scan</source>
        <translation>{count} Scan</translation>
    </message>
    <message>
        <source>{count} scans</source>
        <translation>{count} Scans</translation>
    </message>
    <message>
        <source>{days} days from {start} to {end}, time zone {zone}</source>
        <translation>{days} Tage von {start} bis {end}, Zeitzone {zone}</translation>
    </message>
    <message>
        <source>{day}, time zone {zone}</source>
        <translation>{day}, Zeitzone {zone}</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}: {value}</translation>
    </message>
</context>
<context>
    <name>AnalyticsHeader</name>
    <message>
        <source>30 d</source>
        <translation>30 T</translation>
    </message>
    <message>
        <source>7 d</source>
        <translation>7 T</translation>
    </message>
    <message>
        <source>90 d</source>
        <translation>90 T</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>All links</source>
        <translation>Alle Links</translation>
    </message>
    <message>
        <source>Analytics</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>Before all days there is nothing to compare with</source>
        <translation>Vor allen Tagen gibt es nichts zum Vergleichen</translation>
    </message>
    <message>
        <source>Choose the days</source>
        <translation>Tage wählen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Export the hits of this period</source>
        <translation>Aufrufe dieses Zeitraums exportieren</translation>
    </message>
    <message>
        <source>Hits as CSV…</source>
        <translation>Aufrufe als CSV…</translation>
    </message>
    <message>
        <source>Hits as JSON lines…</source>
        <translation>Aufrufe als JSON-Zeilen…</translation>
    </message>
    <message>
        <source>No comparison</source>
        <translation>Kein Vergleich</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Search links, folders, tags and domains</source>
        <translation>Links, Ordner, Schlagwörter, Domains suchen</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>With the days before</source>
        <translation>Mit den Tagen davor</translation>
    </message>
    <message>
        <source>With the same days a year before</source>
        <translation>Mit denselben Tagen im Vorjahr</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jahr</translation>
    </message>
</context>
<context>
    <name>AnalyticsPage</name>
    <message>
        <source>Cancelled; what you see is from before</source>
        <translation>Abgebrochen; zu sehen ist der Stand von vorher</translation>
    </message>
    <message>
        <source>The numbers could not be read</source>
        <translation>Die Zahlen ließen sich nicht lesen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>What you see is from before.</source>
        <translation>Zu sehen ist der Stand von vorher.</translation>
    </message>
</context>
<context>
    <name>AnalyticsScope</name>
    <message>
        <source>Domain</source>
        <translation>Domain</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
</context>
<context>
    <name>AppFields</name>
    <message>
        <source>Android</source>
        <translation>Android</translation>
    </message>
    <message>
        <source>App Store address</source>
        <translation>App-Store-Adresse</translation>
    </message>
    <message>
        <source>App Store address, for those without the app</source>
        <translation>App-Store-Adresse, wenn die App fehlt</translation>
    </message>
    <message>
        <source>App address or universal link</source>
        <translation>App-Adresse oder Universal Link</translation>
    </message>
    <message>
        <source>Enter the app&apos;s address too.</source>
        <translation>Auch die Adresse der App eingeben.</translation>
    </message>
    <message>
        <source>Everyone else gets the page. Rules come first.</source>
        <translation>Alle anderen bekommen die Seite. Regeln gehen vor.</translation>
    </message>
    <message>
        <source>Play Store address</source>
        <translation>Play-Store-Adresse</translation>
    </message>
    <message>
        <source>Play Store address, for those without the app</source>
        <translation>Play-Store-Adresse, wenn die App fehlt</translation>
    </message>
    <message>
        <source>iPhone and iPad</source>
        <translation>iPhone und iPad</translation>
    </message>
</context>
<context>
    <name>Artboard</name>
    <message>
        <source>Artwork</source>
        <translation>Druckdatei</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Your bank card covers this exactly</source>
        <translation>Eine Bankkarte deckt das genau ab</translation>
    </message>
    <message>
        <source>{mm} mm</source>
        <translation>{mm} mm</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>Counting hits</source>
        <translation>Aufrufe werden gezählt</translation>
    </message>
</context>
<context>
    <name>AssociationsCard</name>
    <message>
        <source>A link in a mail then leads straight to its page here. For lists (CSV, XLSX) QRDesk is one of the programs to choose from; the one that opens them now stays.</source>
        <translation>Ein Link in einer E-Mail führt dann gleich auf seine Seite hier. Für Listen (CSV, XLSX) steht QRDesk zur Wahl; womit sie jetzt geöffnet werden, bleibt.</translation>
    </message>
    <message>
        <source>Links to QRDesk open with another program now: {program}</source>
        <translation>Links zu QRDesk öffnen sich jetzt mit einem anderen Programm: {program}</translation>
    </message>
    <message>
        <source>Links to QRDesk open with this app.</source>
        <translation>Links zu QRDesk öffnen sich mit dieser App.</translation>
    </message>
    <message>
        <source>No program opens links to QRDesk at the moment.</source>
        <translation>Zurzeit öffnet kein Programm Links zu QRDesk.</translation>
    </message>
    <message>
        <source>Open links to QRDesk, and lists, with this app</source>
        <translation>Links zu QRDesk und Listen mit dieser App öffnen</translation>
    </message>
    <message>
        <source>Opening from elsewhere</source>
        <translation>Von anderswo öffnen</translation>
    </message>
    <message>
        <source>The app tells macOS itself, once it lies in Applications. There is nothing to switch.</source>
        <translation>Die App sagt es macOS selbst, sobald sie unter Programme liegt. Es gibt nichts zu schalten.</translation>
    </message>
</context>
<context>
    <name>Attention</name>
    <message>
        <source>A backup is missing</source>
        <translation>Eine Sicherung fehlt</translation>
    </message>
    <message>
        <source>A printed code leads to a page that is down</source>
        <translation>Ein gedruckter Code führt zu einer Seite, die nicht funktioniert</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Change destination</source>
        <translation>Ziel ändern</translation>
    </message>
    <message>
        <source>Check domain</source>
        <translation>Domain prüfen</translation>
    </message>
    <message>
        <source>Codes are not for print yet</source>
        <translation>Codes sind noch nicht für den Druck</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>Link öffnen</translation>
    </message>
    <message>
        <source>See deliveries</source>
        <translation>Zustellungen ansehen</translation>
    </message>
    <message>
        <source>See the domains</source>
        <translation>Domains ansehen</translation>
    </message>
    <message>
        <source>Send them elsewhere</source>
        <translation>Woandershin leiten</translation>
    </message>
    <message>
        <source>Set a public address</source>
        <translation>Öffentliche Adresse festlegen</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Still visited once in the last 7 days.</source>
        <translation>In den letzten 7 Tagen noch einmal besucht.</translation>
    </message>
    <message>
        <source>Still visited {count} times in the last 7 days.</source>
        <translation>In den letzten 7 Tagen noch {count}-mal besucht.</translation>
    </message>
    <message>
        <source>The check of {host} failed</source>
        <translation>Die Prüfung von {host} ist gescheitert</translation>
    </message>
    <message>
        <source>They carry {address} and work only on this computer.</source>
        <translation>Sie tragen {address} und funktionieren nur auf diesem Computer.</translation>
    </message>
    <message>
        <source>They carry {address} and work only on this network. Printed, they would lead nowhere later.</source>
        <translation>Sie tragen {address} und funktionieren nur in diesem Netz. Gedruckt würden sie später nirgendwohin führen.</translation>
    </message>
    <message>
        <source>Visitors are still answered. {reason}</source>
        <translation>Die Links funktionieren weiter. {reason}</translation>
    </message>
    <message>
        <source>Visitors of {name} are led there now</source>
        <translation>Wer {name} öffnet, kommt jetzt dorthin</translation>
    </message>
    <message>
        <source>Webhook {name} has been failing since {time}</source>
        <translation>Webhook {name} schlägt seit {time} fehl</translation>
    </message>
    <message>
        <source>Webhook {name} is told nothing any more</source>
        <translation>Webhook {name} erfährt nichts mehr</translation>
    </message>
    <message>
        <source>Where it is to lead</source>
        <translation>Wohin er führen soll</translation>
    </message>
    <message>
        <source>Where it leads now that it has ended</source>
        <translation>Wohin er führt, da er beendet ist</translation>
    </message>
    <message>
        <source>{count} deliveries are kept and will be sent again.</source>
        <translation>{count} Zustellungen sind vorgemerkt und werden erneut gesendet.</translation>
    </message>
    <message>
        <source>{count} delivery is kept and will be sent again.</source>
        <translation>{count} Zustellung ist vorgemerkt und wird erneut gesendet.</translation>
    </message>
    <message>
        <source>{count} printed links are down</source>
        <translation>{count} gedruckte Links führen zu Seiten, die nicht funktionieren</translation>
    </message>
    <message>
        <source>{count} webhooks are failing</source>
        <translation>{count} Webhooks schlagen fehl</translation>
    </message>
    <message>
        <source>{host} is verified</source>
        <translation>{host} ist bestätigt</translation>
    </message>
    <message>
        <source>{host} was checked: it still fails</source>
        <translation>{host} wurde geprüft: Die Prüfung scheitert weiter</translation>
    </message>
    <message>
        <source>{name} has ended</source>
        <translation>{name} ist beendet</translation>
    </message>
    <message>
        <source>{name} leads there now</source>
        <translation>{name} führt jetzt dorthin</translation>
    </message>
    <message>
        <source>{name}: {reason}</source>
        <translation>{name}: {reason}</translation>
    </message>
    <message>
        <source>{visits} {count} links that ended are still visited.</source>
        <translation>{visits} {count} beendete Links werden noch besucht.</translation>
    </message>
</context>
<context>
    <name>Audit</name>
    <message>
        <source>In the app</source>
        <translation>In der App</translation>
    </message>
    <message>
        <source>On the command line</source>
        <translation>Auf der Kommandozeile</translation>
    </message>
    <message>
        <source>QRDesk itself</source>
        <translation>QRDesk selbst</translation>
    </message>
    <message>
        <source>Through the server</source>
        <translation>Über den Server</translation>
    </message>
    <message>
        <source>Through the server, {surface}</source>
        <translation>Über den Server, {surface}</translation>
    </message>
    <message>
        <source>after</source>
        <translation>nachher</translation>
    </message>
    <message>
        <source>before</source>
        <translation>vorher</translation>
    </message>
    <message>
        <source>{field}, {which}: {value}</source>
        <translation>{field}, {which}: {value}</translation>
    </message>
</context>
<context>
    <name>AuditExport</name>
    <message>
        <source>Export the audit log</source>
        <translation>Aktivität exportieren</translation>
    </message>
    <message>
        <source>Exporting the audit log</source>
        <translation>Aktivität wird exportiert</translation>
    </message>
    <message>
        <source>The audit log is in {file}, {size}</source>
        <translation>Die Aktivität ist in {file}, {size}</translation>
    </message>
</context>
<context>
    <name>AuditFilters</name>
    <message>
        <source>Any source</source>
        <translation>Jede Herkunft</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Jederzeit</translation>
    </message>
    <message>
        <source>Anybody</source>
        <translation>Alle Personen</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>By which door</source>
        <translation>Über welchen Zugang</translation>
    </message>
    <message>
        <source>Changes of what</source>
        <translation>Änderungen woran</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>Codes</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Kommandozeile</translation>
    </message>
    <message>
        <source>Designs</source>
        <translation>Designs</translation>
    </message>
    <message>
        <source>Domains</source>
        <translation>Domains</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Invitations</source>
        <translation>Einladungen</translation>
    </message>
    <message>
        <source>Key {name}</source>
        <translation>Schlüssel {name}</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Last 12 months</source>
        <translation>Letzte 12 Monate</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>Letzte 90 Tage</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Many links at once</source>
        <translation>Viele Links auf einmal</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Name of what was changed</source>
        <translation>Nach Name filtern</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Plans</source>
        <translation>Tarife</translation>
    </message>
    <message>
        <source>QRDesk itself</source>
        <translation>QRDesk selbst</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>Gespeicherte Ansichten</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Since when</source>
        <translation>Seit wann</translation>
    </message>
    <message>
        <source>Survival kits</source>
        <translation>Überlebenspakete</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>The secret key</source>
        <translation>Der geheime Schlüssel</translation>
    </message>
    <message>
        <source>This app</source>
        <translation>Diese App</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>UTM presets</source>
        <translation>UTM-Vorlagen</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>Webhooks</translation>
    </message>
    <message>
        <source>Whose changes</source>
        <translation>Wessen Änderungen</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
</context>
<context>
    <name>BackupAge</name>
    <message>
        <source>A backup is missing</source>
        <translation>Eine Sicherung fehlt</translation>
    </message>
    <message>
        <source>Backed up on {day}</source>
        <translation>Gesichert am {day}</translation>
    </message>
    <message>
        <source>Backed up today</source>
        <translation>Heute gesichert</translation>
    </message>
    <message>
        <source>Backed up yesterday</source>
        <translation>Gestern gesichert</translation>
    </message>
    <message>
        <source>No backup yet</source>
        <translation>Noch keine Sicherung</translation>
    </message>
    <message>
        <source>Open the backups in the settings</source>
        <translation>Sicherungen in den Einstellungen öffnen</translation>
    </message>
    <message>
        <source>The last backup was made {when}. Open the backups in the settings</source>
        <translation>Die letzte Sicherung entstand {when}. Sicherungen in den Einstellungen öffnen</translation>
    </message>
</context>
<context>
    <name>BackupCard</name>
    <message>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>Back up now…</source>
        <translation>Jetzt sichern…</translation>
    </message>
    <message>
        <source>Backed up to {file}, verified</source>
        <translation>In {file} gesichert, geprüft</translation>
    </message>
    <message>
        <source>Backed up {when}: {links}, verified.</source>
        <translation>Gesichert {when}: {links}, geprüft.</translation>
    </message>
    <message>
        <source>Backed up {when}: {links}. That file is not there any more.</source>
        <translation>Gesichert {when}: {links}. Die Datei ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Backing up</source>
        <translation>Wird gesichert</translation>
    </message>
    <message>
        <source>Backups (*.zip)</source>
        <translation>Sicherungen (*.zip)</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Everything in one file: links, codes, scans and pictures. You can go on working meanwhile.</source>
        <translation>Alles in einer Datei: Links, Codes, Scans und Bilder. Die Arbeit kann währenddessen weitergehen.</translation>
    </message>
    <message>
        <source>Keys (*.key)</source>
        <translation>Schlüssel (*.key)</translation>
    </message>
    <message>
        <source>No backup was made by hand yet.</source>
        <translation>Von Hand wurde noch nichts gesichert.</translation>
    </message>
    <message>
        <source>Off: it can be restored on this computer. On another one you also need a copy of the key.</source>
        <translation>Aus: Sie lässt sich auf diesem Computer zurückspielen. Auf einem anderen ist auch eine Kopie des Schlüssels nötig.</translation>
    </message>
    <message>
        <source>On another computer this backup needs the key, too</source>
        <translation>Auf einem anderen Computer braucht diese Sicherung auch den Schlüssel</translation>
    </message>
    <message>
        <source>On: the backup can be restored on any computer. Keep the file as safe as a password.</source>
        <translation>Ein: Die Sicherung lässt sich auf jedem Computer zurückspielen. Die Datei so sicher wie ein Passwort aufbewahren.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Save the backup</source>
        <translation>Sicherung speichern</translation>
    </message>
    <message>
        <source>Save the key</source>
        <translation>Schlüssel speichern</translation>
    </message>
    <message>
        <source>Save the key on a stick, for example. There, put it beside the backup under the same name.</source>
        <translation>Den Schlüssel zum Beispiel auf einem Stick speichern. Dort kommt er unter demselben Namen neben die Sicherung.</translation>
    </message>
    <message>
        <source>Save the key…</source>
        <translation>Schlüssel speichern…</translation>
    </message>
    <message>
        <source>Some things are locked in the backup, such as the secrets of webhooks. The key opens them.</source>
        <translation>Manches ist in der Sicherung verschlüsselt, etwa die Geheimnisse der Webhooks. Der Schlüssel öffnet es.</translation>
    </message>
    <message>
        <source>The key is in the keyring of your account. Keep a copy of it where the backup is not.</source>
        <translation>Der Schlüssel liegt im Schlüsselbund Ihres Kontos. Eine Kopie dort aufbewahren, wo die Sicherung nicht ist.</translation>
    </message>
    <message>
        <source>The key is in this file. Keep a copy of it where the backup is not.</source>
        <translation>Der Schlüssel liegt in dieser Datei. Eine Kopie davon getrennt von der Sicherung aufbewahren.</translation>
    </message>
    <message>
        <source>The key is in {file}. Keep it where the backup is not.</source>
        <translation>Der Schlüssel ist in {file}. Dort aufbewahren, wo die Sicherung nicht ist.</translation>
    </message>
    <message>
        <source>Then it can be restored on any computer. Keep it as safe as a password.</source>
        <translation>Dann geht sie auf jedem Computer. Bewahren Sie sie so sicher wie ein Passwort auf.</translation>
    </message>
    <message>
        <source>With the secret key</source>
        <translation>Mit dem geheimen Schlüssel</translation>
    </message>
    <message>
        <source>{count} link</source>
        <translation>{count} Link</translation>
    </message>
    <message>
        <source>{count} links</source>
        <translation>{count} Links</translation>
    </message>
</context>
<context>
    <name>BarList</name>
    <message>
        <source>{name}: {count}, {share}</source>
        <translation>{name}: {count}, {share}</translation>
    </message>
    <message>
        <source>{name}: {count}, {share}, counted alone</source>
        <translation>{name}: {count}, {share}, allein gezählt</translation>
    </message>
    <message>
        <source>{share} %</source>
        <translation>{share} %</translation>
    </message>
</context>
<context>
    <name>BarsCard</name>
    <message>
        <source>Nothing that fits the filters</source>
        <translation>Nichts passt zu den Filtern</translation>
    </message>
    <message>
        <source>{title}: {counted}</source>
        <translation>{title}: {counted}</translation>
    </message>
</context>
<context>
    <name>Batch</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Address is empty</source>
        <translation>Adresse ist leer</translation>
    </message>
    <message>
        <source>Address is in use already</source>
        <translation>Adresse ist schon vergeben</translation>
    </message>
    <message>
        <source>An empty folder for the files</source>
        <translation>Ein leerer Ordner für die Dateien</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Choose a list</source>
        <translation>Liste wählen</translation>
    </message>
    <message>
        <source>Choose which column holds the destination, the address or the code&apos;s text.</source>
        <translation>Bitte wählen, welche Spalte das Ziel, die Adresse oder den Text des Codes enthält.</translation>
    </message>
    <message>
        <source>Code&apos;s text</source>
        <translation>Text des Codes</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Destination is empty</source>
        <translation>Ziel ist leer</translation>
    </message>
    <message>
        <source>Destination is no web address</source>
        <translation>Ziel ist keine Webadresse</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>Dateiname</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Label text 1</source>
        <translation>Etikettentext 1</translation>
    </message>
    <message>
        <source>Label text 2</source>
        <translation>Etikettentext 2</translation>
    </message>
    <message>
        <source>Label text 3</source>
        <translation>Etikettentext 3</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>Lists (*.csv *.tsv *.txt *.xlsx);;All files (*)</source>
        <translation>Listen (*.csv *.tsv *.txt *.xlsx);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Makes a link for each row, and its code. Links that are there are not made twice.</source>
        <translation>Legt für jede Zeile einen Link mit Code an. Vorhandene Links entstehen nicht doppelt.</translation>
    </message>
    <message>
        <source>Makes codes of the texts. Where they lead cannot be changed later.</source>
        <translation>Macht Codes aus den Texten. Wohin sie führen, lässt sich später nicht ändern.</translation>
    </message>
    <message>
        <source>No https:// in destination</source>
        <translation>Kein https:// im Ziel</translation>
    </message>
    <message>
        <source>No link is called that</source>
        <translation>Kein Link heißt so</translation>
    </message>
    <message>
        <source>Page answers {status}</source>
        <translation>Seite antwortet mit {status}</translation>
    </message>
    <message>
        <source>Page does not answer</source>
        <translation>Seite antwortet nicht</translation>
    </message>
    <message>
        <source>Row {row}: {wrong}, {cell}</source>
        <translation>Zeile {row}: {wrong}, {cell}</translation>
    </message>
    <message>
        <source>Same address as row {row}</source>
        <translation>Adresse wie in Zeile {row}</translation>
    </message>
    <message>
        <source>Save the example list</source>
        <translation>Beispielliste speichern</translation>
    </message>
    <message>
        <source>Save what is made</source>
        <translation>Ergebnis speichern</translation>
    </message>
    <message>
        <source>Slash in address</source>
        <translation>Schrägstrich in Adresse</translation>
    </message>
    <message>
        <source>Space in address</source>
        <translation>Leerzeichen in Adresse</translation>
    </message>
    <message>
        <source>Space in destination</source>
        <translation>Leerzeichen im Ziel</translation>
    </message>
    <message>
        <source>TRIAL</source>
        <translation>PROBE</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>Text is empty</source>
        <translation>Text ist leer</translation>
    </message>
    <message>
        <source>Text is too long for a code</source>
        <translation>Text ist zu lang für einen Code</translation>
    </message>
    <message>
        <source>The links cannot be kept while they are worked on: {reason}.</source>
        <translation>Die Links lassen sich nicht behalten, während an ihnen gearbeitet wird: {reason}.</translation>
    </message>
    <message>
        <source>These are more than {count} links. Narrow the list, then try again.</source>
        <translation>Das sind mehr als {count} Links. Grenzen Sie die Liste ein und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Type one</source>
        <translation>Eintippen</translation>
    </message>
    <message>
        <source>Use {text}</source>
        <translation>{text} nehmen</translation>
    </message>
    <message>
        <source>Uses the links that these addresses belong to.</source>
        <translation>Verwendet die Links zu diesen Adressen.</translation>
    </message>
    <message>
        <source>commas</source>
        <translation>Kommas</translation>
    </message>
    <message>
        <source>leads only to this computer</source>
        <translation>führt nur zu diesem Computer</translation>
    </message>
    <message>
        <source>left out of this run</source>
        <translation>in diesem Lauf ausgelassen</translation>
    </message>
    <message>
        <source>links</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>not for use</source>
        <translation>nicht verwenden</translation>
    </message>
    <message>
        <source>nothing in this cell</source>
        <translation>Zelle ist leer</translation>
    </message>
    <message>
        <source>pasted rows</source>
        <translation>eingefügte Zeilen</translation>
    </message>
    <message>
        <source>semicolons</source>
        <translation>Semikolons</translation>
    </message>
    <message>
        <source>tabs</source>
        <translation>Tabs</translation>
    </message>
    <message>
        <source>trial-{name}</source>
        <translation>probe-{name}</translation>
    </message>
    <message>
        <source>vertical bars</source>
        <translation>senkrechte Striche</translation>
    </message>
    <message>
        <source>works in this network only</source>
        <translation>gilt nur in diesem Netz</translation>
    </message>
    <message>
        <source>{count} link</source>
        <translation>{count} Link</translation>
    </message>
    <message>
        <source>{count} links</source>
        <translation>{count} Links</translation>
    </message>
    <message>
        <source>{count} row</source>
        <translation>{count} Zeile</translation>
    </message>
    <message>
        <source>{count} rows</source>
        <translation>{count} Zeilen</translation>
    </message>
    <message>
        <source>{file} is written. Drop it on this page.</source>
        <translation>{file} ist geschrieben. Die Datei auf dieser Seite ablegen.</translation>
    </message>
</context>
<context>
    <name>BatchDesk</name>
    <message>
        <source>Saved designs could not be loaded</source>
        <translation>Gespeicherte Designs ließen sich nicht laden</translation>
    </message>
    <message>
        <source>The file is not where it was.</source>
        <translation>Die Datei ist nicht mehr da, wo sie war.</translation>
    </message>
    <message>
        <source>The problems were not saved</source>
        <translation>Die Probleme wurden nicht gespeichert</translation>
    </message>
    <message>
        <source>The rows could not be checked</source>
        <translation>Die Zeilen ließen sich nicht prüfen</translation>
    </message>
    <message>
        <source>The sheet could not be drawn</source>
        <translation>Der Bogen ließ sich nicht zeichnen</translation>
    </message>
    <message>
        <source>This list cannot be read</source>
        <translation>Diese Liste lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>Where the codes would lead is not known</source>
        <translation>Wohin die Codes führen würden, ist nicht bekannt</translation>
    </message>
    <message>
        <source>Whether addresses are taken is not known: {reason}</source>
        <translation>Ob Adressen vergeben sind, ist nicht bekannt: {reason}</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>{file} is written</source>
        <translation>{file} ist geschrieben</translation>
    </message>
</context>
<context>
    <name>BatchDrafts</name>
    <message>
        <source>The list was changed since: {what}</source>
        <translation>Die Liste wurde seitdem geändert: {what}</translation>
    </message>
    <message>
        <source>The list {file} cannot be opened again</source>
        <translation>Die Liste {file} lässt sich nicht wieder öffnen</translation>
    </message>
    <message>
        <source>What the columns mean and what is made of them is as you left it.</source>
        <translation>Was die Spalten bedeuten und was daraus wird, ist wie zuletzt gewählt.</translation>
    </message>
    <message>
        <source>{count} row mended then is as it stands in the list now</source>
        <translation>{count} damals berichtigte Zeile ist so, wie sie jetzt in der Liste steht</translation>
    </message>
    <message>
        <source>{count} rows mended then are as they stand in the list now</source>
        <translation>{count} damals berichtigte Zeilen sind so, wie sie jetzt in der Liste stehen</translation>
    </message>
    <message>
        <source>{why} What you chose for it is kept: bring the list again to go on.</source>
        <translation>{why} Die Einstellungen dazu sind noch da: Liste neu wählen, dann geht es weiter.</translation>
    </message>
</context>
<context>
    <name>BatchPage</name>
    <message>
        <source>Batch</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Design, label and names</source>
        <translation>Design, Etikett und Namen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>Nicht fertig</translation>
    </message>
    <message>
        <source>Nothing was made.</source>
        <translation>Es wurde nichts angelegt.</translation>
    </message>
    <message>
        <source>Open the folder of a run</source>
        <translation>Ordner eines Laufs öffnen</translation>
    </message>
    <message>
        <source>Past runs</source>
        <translation>Frühere Läufe</translation>
    </message>
    <message>
        <source>Save the rows with a problem</source>
        <translation>Zeilen mit Problem speichern</translation>
    </message>
    <message>
        <source>Set a public address</source>
        <translation>Öffentliche Adresse festlegen</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>The file is finished; not remembered as printed: {count}</source>
        <translation>Die Datei ist fertig; nicht als gedruckt gemerkt: {count}</translation>
    </message>
    <message>
        <source>The run stopped</source>
        <translation>Lauf unterbrochen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>What is made stays made.</source>
        <translation>Was angelegt ist, bleibt.</translation>
    </message>
    <message>
        <source>a trial</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>{count} code</source>
        <translation>{count} Code</translation>
    </message>
    <message>
        <source>{count} code made</source>
        <translation>{count} Code angelegt</translation>
    </message>
    <message>
        <source>{count} codes</source>
        <translation>{count} Codes</translation>
    </message>
    <message>
        <source>{count} codes made</source>
        <translation>{count} Codes angelegt</translation>
    </message>
    <message>
        <source>{count} left out</source>
        <translation>{count} ausgelassen</translation>
    </message>
    <message>
        <source>{count} row left out</source>
        <translation>{count} Zeile ausgelassen</translation>
    </message>
    <message>
        <source>{count} row mended</source>
        <translation>{count} Zeile berichtigt</translation>
    </message>
    <message>
        <source>{count} rows left out</source>
        <translation>{count} Zeilen ausgelassen</translation>
    </message>
    <message>
        <source>{count} rows mended</source>
        <translation>{count} Zeilen berichtigt</translation>
    </message>
    <message>
        <source>{made} of {all} codes made</source>
        <translation>{made} von {all} Codes angelegt</translation>
    </message>
    <message>
        <source>{name}-problems.csv</source>
        <translation>{name}-probleme.csv</translation>
    </message>
    <message>
        <source>“{button}” goes on from there.</source>
        <translation>Mit „{button}“ geht es dort weiter.</translation>
    </message>
</context>
<context>
    <name>BatchReach</name>
    <message>
        <source>Choose the column with the address to use links that are there.</source>
        <translation>Die Spalte mit der Adresse wählen, um vorhandene Links zu verwenden.</translation>
    </message>
    <message>
        <source>It may draw codes of links that are there, and of texts.</source>
        <translation>Er darf Codes vorhandener Links und Codes von Texten zeichnen.</translation>
    </message>
    <message>
        <source>It may draw codes that links have already, and codes of texts.</source>
        <translation>Er darf Codes zeichnen, die Links schon haben, und Codes von Texten.</translation>
    </message>
    <message>
        <source>Rows whose link has no code yet are left out.</source>
        <translation>Zeilen, deren Link noch keinen Code hat, werden ausgelassen.</translation>
    </message>
    <message>
        <source>Your key may make links, but no codes for them</source>
        <translation>Dieser Schlüssel darf Links anlegen, aber keine Codes dazu</translation>
    </message>
    <message>
        <source>Your key may not make codes</source>
        <translation>Dieser Schlüssel darf keine Codes anlegen</translation>
    </message>
    <message>
        <source>Your key may not make codes of links</source>
        <translation>Dieser Schlüssel darf keine Codes für Links anlegen</translation>
    </message>
    <message>
        <source>Your key may not make links</source>
        <translation>Dieser Schlüssel darf keine Links anlegen</translation>
    </message>
</context>
<context>
    <name>BatchRunner</name>
    <message>
        <source>Making codes for {name}</source>
        <translation>Codes für {name} werden angelegt</translation>
    </message>
    <message>
        <source>Remembering codes as printed</source>
        <translation>Codes werden als gedruckt gemerkt</translation>
    </message>
    <message>
        <source>Stopped. What is made stays made.</source>
        <translation>Abgebrochen. Was angelegt ist, bleibt.</translation>
    </message>
    <message>
        <source>{count} code made</source>
        <translation>{count} Code angelegt</translation>
    </message>
    <message>
        <source>{count} codes made</source>
        <translation>{count} Codes angelegt</translation>
    </message>
    <message>
        <source>{count} link is made and stays.</source>
        <translation>{count} Link ist angelegt und bleibt.</translation>
    </message>
    <message>
        <source>{count} links are made and stay.</source>
        <translation>{count} Links sind angelegt und bleiben.</translation>
    </message>
</context>
<context>
    <name>Bulk</name>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Change links</source>
        <translation>Links ändern</translation>
    </message>
    <message>
        <source>Change more than {count} links?</source>
        <translation>Mehr als {count} Links ändern?</translation>
    </message>
    <message>
        <source>Change {count} links?</source>
        <translation>{count} Links ändern?</translation>
    </message>
    <message>
        <source>Changing links</source>
        <translation>Links werden geändert</translation>
    </message>
    <message>
        <source>Export cancelled</source>
        <translation>Export abgebrochen</translation>
    </message>
    <message>
        <source>Export links</source>
        <translation>Links exportieren</translation>
    </message>
    <message>
        <source>Exporting links</source>
        <translation>Links werden exportiert</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>When it is done: {what}. It takes a while, and can be cancelled below; what was changed by then can be taken back.</source>
        <translation>Danach: {what}. Es dauert eine Weile und lässt sich unten abbrechen; was bis dahin geändert ist, lässt sich zurücknehmen.</translation>
    </message>
    <message>
        <source>all links of this list are changed</source>
        <translation>alle Links dieser Liste sind geändert</translation>
    </message>
    <message>
        <source>{count} link goes on</source>
        <translation>{count} Link läuft weiter</translation>
    </message>
    <message>
        <source>{count} link is archived</source>
        <translation>{count} Link ist archiviert</translation>
    </message>
    <message>
        <source>{count} link is as it was before</source>
        <translation>{count} Link ist wie vorher</translation>
    </message>
    <message>
        <source>{count} link is back</source>
        <translation>{count} Link ist wieder da</translation>
    </message>
    <message>
        <source>{count} link is deleted</source>
        <translation>{count} Link ist gelöscht</translation>
    </message>
    <message>
        <source>{count} link is moved</source>
        <translation>{count} Link ist verschoben</translation>
    </message>
    <message>
        <source>{count} link is paused</source>
        <translation>{count} Link ist pausiert</translation>
    </message>
    <message>
        <source>{count} link is tagged “{name}”</source>
        <translation>{count} Link hat das Schlagwort „{name}“</translation>
    </message>
    <message>
        <source>{count} link was changed since by somebody else, and stays as it is</source>
        <translation>{count} Link wurde seitdem von jemand anderem geändert und bleibt, wie er ist</translation>
    </message>
    <message>
        <source>{count} link was left as it was: {reason}</source>
        <translation>{count} Link blieb, wie er war: {reason}</translation>
    </message>
    <message>
        <source>{count} links are archived</source>
        <translation>{count} Links sind archiviert</translation>
    </message>
    <message>
        <source>{count} links are as they were before</source>
        <translation>{count} Links sind wie vorher</translation>
    </message>
    <message>
        <source>{count} links are back</source>
        <translation>{count} Links sind wieder da</translation>
    </message>
    <message>
        <source>{count} links are deleted</source>
        <translation>{count} Links sind gelöscht</translation>
    </message>
    <message>
        <source>{count} links are in {file}</source>
        <translation>{count} Links sind in {file}</translation>
    </message>
    <message>
        <source>{count} links are moved</source>
        <translation>{count} Links sind verschoben</translation>
    </message>
    <message>
        <source>{count} links are paused</source>
        <translation>{count} Links sind pausiert</translation>
    </message>
    <message>
        <source>{count} links are tagged “{name}”</source>
        <translation>{count} Links haben das Schlagwort „{name}“</translation>
    </message>
    <message>
        <source>{count} links go on</source>
        <translation>{count} Links laufen weiter</translation>
    </message>
    <message>
        <source>{count} links were changed since by somebody else, and stay as they are</source>
        <translation>{count} Links wurden seitdem von jemand anderem geändert und bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>{count} links were left as they were: {reason}</source>
        <translation>{count} Links blieben, wie sie waren: {reason}</translation>
    </message>
    <message>
        <source>“{name}” is off {count} link</source>
        <translation>„{name}“ ist von {count} Link entfernt</translation>
    </message>
    <message>
        <source>“{name}” is off {count} links</source>
        <translation>„{name}“ ist von {count} Links entfernt</translation>
    </message>
</context>
<context>
    <name>BulkBar</name>
    <message>
        <source>Archive</source>
        <translation>Archivieren</translation>
    </message>
    <message>
        <source>Clear the selection (Esc)</source>
        <translation>Auswahl aufheben (Esc)</translation>
    </message>
    <message>
        <source>Export CSV</source>
        <translation>CSV exportieren</translation>
    </message>
    <message>
        <source>Export JSON</source>
        <translation>JSON exportieren</translation>
    </message>
    <message>
        <source>Export artwork…</source>
        <translation>Codes exportieren…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More than {count} selected</source>
        <translation>Mehr als {count} gewählt</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation>Neuer Ordner…</translation>
    </message>
    <message>
        <source>New tag…</source>
        <translation>Neues Schlagwort…</translation>
    </message>
    <message>
        <source>Out of its folder</source>
        <translation>Aus dem Ordner</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Select all that were found</source>
        <translation>Alle gefundenen wählen</translation>
    </message>
    <message>
        <source>Select all {count}</source>
        <translation>Alle {count} wählen</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>Take off</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Your key may not change links.</source>
        <translation>Dieser Schlüssel darf Links nicht ändern.</translation>
    </message>
    <message>
        <source>Your key may not see codes and designs.</source>
        <translation>Dieser Schlüssel darf Codes und Designs nicht sehen.</translation>
    </message>
    <message>
        <source>{count} selected</source>
        <translation>{count} gewählt</translation>
    </message>
</context>
<context>
    <name>CampaignFields</name>
    <message>
        <source>Added where the page lacks them</source>
        <translation>Ergänzt nur, was fehlt</translation>
    </message>
    <message>
        <source>Campaign (utm_campaign)</source>
        <translation>Kampagne (utm_campaign)</translation>
    </message>
    <message>
        <source>Campaign parameters (utm_…)</source>
        <translation>Kampagnenparameter (utm_…)</translation>
    </message>
    <message>
        <source>Content (utm_content)</source>
        <translation>Inhalt (utm_content)</translation>
    </message>
    <message>
        <source>Copy the address with these parameters</source>
        <translation>Adresse mit diesen Parametern kopieren</translation>
    </message>
    <message>
        <source>Delete a preset</source>
        <translation>Vorlage löschen</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Keep no preset</source>
        <translation>Keine Vorlage speichern</translation>
    </message>
    <message>
        <source>Keep the short address in sight</source>
        <translation>Kurzadresse sichtbar lassen</translation>
    </message>
    <message>
        <source>Keep these as a preset…</source>
        <translation>Als Vorlage speichern…</translation>
    </message>
    <message>
        <source>Leads to {url}</source>
        <translation>Führt zu {url}</translation>
    </message>
    <message>
        <source>Medium (utm_medium)</source>
        <translation>Medium (utm_medium)</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>Name der Vorlage</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Passed on to the page</source>
        <translation>Weitergabe an die Seite</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Source (utm_source)</source>
        <translation>Quelle (utm_source)</translation>
    </message>
    <message>
        <source>Take all of them out</source>
        <translation>Alle entfernen</translation>
    </message>
    <message>
        <source>Term (utm_term)</source>
        <translation>Begriff (utm_term)</translation>
    </message>
    <message>
        <source>The link&apos;s own value stays</source>
        <translation>Der eigene Wert des Links bleibt</translation>
    </message>
    <message>
        <source>The page is shown in a frame, if it allows that</source>
        <translation>Seite im Rahmen, falls sie es erlaubt</translation>
    </message>
    <message>
        <source>The visitor&apos;s</source>
        <translation>Der des Besuchers</translation>
    </message>
    <message>
        <source>What stands behind the short address, such as ?table=7</source>
        <translation>Was hinter der Kurzadresse steht, etwa ?table=7</translation>
    </message>
    <message>
        <source>Where both have the same parameter</source>
        <translation>Wenn beide denselben Parameter haben</translation>
    </message>
</context>
<context>
    <name>CardMenu</name>
    <message>
        <source>Keep {title} as a file</source>
        <translation>{title} als Datei speichern</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>Bild speichern…</translation>
    </message>
    <message>
        <source>Save rows as CSV…</source>
        <translation>Zeilen als CSV speichern…</translation>
    </message>
</context>
<context>
    <name>Cards</name>
    <message>
        <source>A year before</source>
        <translation>Ein Jahr davor</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>Kampagne</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>The day before</source>
        <translation>Der Tag davor</translation>
    </message>
    <message>
        <source>Where it led</source>
        <translation>Wohin es führte</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>{days} days before</source>
        <translation>{days} Tage davor</translation>
    </message>
</context>
<context>
    <name>Carrying</name>
    <message>
        <source>Copied as SVG, PDF and picture</source>
        <translation>Kopiert als SVG, PDF und Bild</translation>
    </message>
    <message>
        <source>Copied as SVG, PDF and picture, not for print</source>
        <translation>Als SVG, PDF und Bild kopiert, nicht für den Druck</translation>
    </message>
    <message>
        <source>Copied as SVG, PDF and picture, not safe to print</source>
        <translation>Als SVG, PDF und Bild kopiert, nicht druckreif</translation>
    </message>
    <message>
        <source>Dropped as SVG, PDF and picture</source>
        <translation>Abgelegt als SVG, PDF und Bild</translation>
    </message>
    <message>
        <source>Dropped as SVG, PDF and picture, not for print</source>
        <translation>Als SVG, PDF und Bild abgelegt, nicht für den Druck</translation>
    </message>
    <message>
        <source>Dropped as SVG, PDF and picture, not safe to print</source>
        <translation>Als SVG, PDF und Bild abgelegt, nicht druckreif</translation>
    </message>
    <message>
        <source>Its address works on this computer only. It is for trying out.</source>
        <translation>Seine Adresse funktioniert nur auf diesem Computer. Er ist zum Ausprobieren.</translation>
    </message>
    <message>
        <source>The scan score is only {n} of 100. See in the Studio what raises it, then copy again.</source>
        <translation>Die Lesbarkeit liegt nur bei {n} von 100. Im Studio nachsehen, was sie hebt, dann noch einmal kopieren.</translation>
    </message>
    <message>
        <source>There is no code to copy: it has to be read first</source>
        <translation>Kein Code zum Kopieren: Er muss zuerst gelesen sein</translation>
    </message>
    <message>
        <source>{reason} It is not remembered as printed.</source>
        <translation>{reason} Er ist nicht als gedruckt vermerkt.</translation>
    </message>
</context>
<context>
    <name>Chain</name>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>{count} attempt before</source>
        <translation>{count} Versuch davor</translation>
    </message>
    <message>
        <source>{count} attempts before</source>
        <translation>{count} Versuche davor</translation>
    </message>
    <message>
        <source>{number} at {time}</source>
        <translation>{number} · {time}</translation>
    </message>
    <message>
        <source>{number} at {time}: {answer}</source>
        <translation>{number} · {time}: {answer}</translation>
    </message>
    <message>
        <source>{number} is due</source>
        <translation>{number} ist fällig</translation>
    </message>
    <message>
        <source>{number} waits</source>
        <translation>{number} wartet</translation>
    </message>
</context>
<context>
    <name>ChangesCard</name>
    <message>
        <source>Address now</source>
        <translation>Adresse jetzt</translation>
    </message>
    <message>
        <source>Address there</source>
        <translation>Adresse dort</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Codes whose address changes</source>
        <translation>Codes, deren Adresse sich ändert</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the line</source>
        <translation>Zeile kopieren</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Every code keeps its address</source>
        <translation>Jeder Code behält seine Adresse</translation>
    </message>
    <message>
        <source>None of them was printed. From now on they carry the new address by themselves.</source>
        <translation>Keiner davon wurde gedruckt. Ab jetzt tragen sie die neue Adresse von selbst.</translation>
    </message>
    <message>
        <source>Print these again. Until then they work only while QRDesk runs on this computer and its links are open in it, as now. They go on leading where they lead now, whatever you change there.</source>
        <translation>Diese neu drucken. Bis dahin gehen sie nur, solange QRDesk auf diesem Computer läuft und dessen Links darin geöffnet sind, wie jetzt. Sie führen weiter wie jetzt, was auch immer dort geändert wird.</translation>
    </message>
    <message>
        <source>Printed {day}</source>
        <translation>Gedruckt am {day}</translation>
    </message>
    <message>
        <source>Save the list</source>
        <translation>Liste speichern</translation>
    </message>
    <message>
        <source>Save the list as CSV…</source>
        <translation>Liste als CSV speichern…</translation>
    </message>
    <message>
        <source>To use the new server in the app meanwhile, let this line run in a terminal of this computer:</source>
        <translation>Um in der App inzwischen den neuen Server zu verwenden, diese Zeile in einem Terminal dieses Computers laufen lassen:</translation>
    </message>
    <message>
        <source>What is on paper goes on working.</source>
        <translation>Was auf Papier steht, funktioniert weiter.</translation>
    </message>
    <message>
        <source>{count} code carries another address there</source>
        <translation>{count} Code trägt dort eine andere Adresse</translation>
    </message>
    <message>
        <source>{count} codes carry another address there</source>
        <translation>{count} Codes tragen dort eine andere Adresse</translation>
    </message>
    <message>
        <source>{count} of them was printed, and paper goes on saying the old address.</source>
        <translation>{count} davon wurde gedruckt, und Papier behält die alte Adresse.</translation>
    </message>
    <message>
        <source>{count} of them were printed, and paper goes on saying the old address.</source>
        <translation>{count} davon wurden gedruckt, und Papier behält die alte Adresse.</translation>
    </message>
    <message>
        <source>{name}, {detail}: {before} becomes {after}</source>
        <translation>{name}, {detail}: Aus {before} wird {after}</translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>Clicks {step}</source>
        <translation>Klicks {step}</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Ab</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>Zeitverlauf</translation>
    </message>
    <message>
        <source>Scans and clicks {step}</source>
        <translation>Scans und Klicks {step}</translation>
    </message>
    <message>
        <source>Scans {step}</source>
        <translation>Scans {step}</translation>
    </message>
    <message>
        <source>Show as chart</source>
        <translation>Als Diagramm zeigen</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>Als Tabelle zeigen</translation>
    </message>
    <message>
        <source>Show the whole period</source>
        <translation>Ganzen Zeitraum zeigen</translation>
    </message>
    <message>
        <source>Show the whole period (double click). To move along, drag the dates below, turn the wheel with Shift held down, or press Shift and an arrow key.</source>
        <translation>Ganzen Zeitraum zeigen (Doppelklick). Weiter geht es so: die Tage darunter ziehen, das Rad mit Umschalt drehen oder Umschalt mit einer Pfeiltaste drücken.</translation>
    </message>
    <message>
        <source>Steps of the chart</source>
        <translation>Schritte des Diagramms</translation>
    </message>
    <message>
        <source>Visitors</source>
        <translation>Besucher</translation>
    </message>
    <message>
        <source>by day</source>
        <translation>je Tag</translation>
    </message>
    <message>
        <source>by hour</source>
        <translation>je Stunde</translation>
    </message>
    <message>
        <source>by month</source>
        <translation>je Monat</translation>
    </message>
    <message>
        <source>by week</source>
        <translation>je Woche</translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message>
        <source>Week of {day}</source>
        <translation>Woche vom {day}</translation>
    </message>
    <message>
        <source>{count} and more</source>
        <translation>{count} und mehr</translation>
    </message>
    <message>
        <source>{millions} M</source>
        <translation>{millions} Mio.</translation>
    </message>
    <message>
        <source>{share} %</source>
        <translation>{share} %</translation>
    </message>
</context>
<context>
    <name>CheckStep</name>
    <message>
        <source>Accept {count} suggestion</source>
        <translation>{count} Vorschlag annehmen</translation>
    </message>
    <message>
        <source>Accept {count} suggestions</source>
        <translation>{count} Vorschläge annehmen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>All {count}</source>
        <translation>Alle {count}</translation>
    </message>
    <message>
        <source>Asks each page once from this computer, 200 at most. Nothing is sent before you press this.</source>
        <translation>Fragt jede Seite einmal von diesem Computer aus, höchstens 200. Vor dem Druck auf den Knopf wird nichts gesendet.</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Fix them and run again: nothing is made twice.</source>
        <translation>Nach dem Berichtigen noch einmal starten: Nichts wird doppelt angelegt.</translation>
    </message>
    <message>
        <source>Leave the cell as it is</source>
        <translation>Zelle so lassen</translation>
    </message>
    <message>
        <source>More to do with these rows</source>
        <translation>Mehr zu diesen Zeilen</translation>
    </message>
    <message>
        <source>Not for print yet: the codes work on this computer only</source>
        <translation>Noch nicht für den Druck: Codes gelten nur auf diesem Computer</translation>
    </message>
    <message>
        <source>Not for print yet: the codes work on this network only</source>
        <translation>Noch nicht für den Druck: Codes gelten nur in diesem Netz</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Problems {count}</source>
        <translation>Probleme {count}</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Row {row}: {wrong}</source>
        <translation>Zeile {row}: {wrong}</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Rows of the list</source>
        <translation>Zeilen der Liste</translation>
    </message>
    <message>
        <source>Rows with a problem are left out.</source>
        <translation>Fehlerhafte Zeilen entfallen.</translation>
    </message>
    <message>
        <source>Save problems as CSV</source>
        <translation>Probleme als CSV speichern</translation>
    </message>
    <message>
        <source>Set a public address</source>
        <translation>Öffentliche Adresse festlegen</translation>
    </message>
    <message>
        <source>Stop trying</source>
        <translation>Nicht weiter testen</translation>
    </message>
    <message>
        <source>Suggested</source>
        <translation>Vorschlag</translation>
    </message>
    <message>
        <source>They would carry {address}. Set a public address first, or make them for trying out.</source>
        <translation>Darin stünde {address}. Zuerst eine öffentliche Adresse festlegen oder die Codes nur zum Ausprobieren anlegen.</translation>
    </message>
    <message>
        <source>Try the pages</source>
        <translation>Zielseiten testen</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Nehmen</translation>
    </message>
    <message>
        <source>What is in it</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Problem</translation>
    </message>
</context>
<context>
    <name>ChecksList</name>
    <message>
        <source>Not passed</source>
        <translation>Nicht bestanden</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>Bestanden</translation>
    </message>
    <message>
        <source>Preflight of {file}</source>
        <translation>Preflight von {file}</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>All links</source>
        <translation>Alle Links</translation>
    </message>
</context>
<context>
    <name>Chooser</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>CodeLine</name>
    <message>
        <source>Address of this code behind the slash</source>
        <translation>Adresse dieses Codes hinter dem Schrägstrich</translation>
    </message>
    <message>
        <source>Change the address of {name}</source>
        <translation>Adresse von {name} ändern</translation>
    </message>
    <message>
        <source>Code of {day}</source>
        <translation>Code vom {day}</translation>
    </message>
    <message>
        <source>Copy the code {name}</source>
        <translation>Den Code {name} kopieren</translation>
    </message>
    <message>
        <source>Exported again, the code carries {address}; what is printed leads on as before</source>
        <translation>Neu exportiert trägt der Code {address}; Gedrucktes führt weiter wie bisher</translation>
    </message>
    <message>
        <source>Exported from now on, it carries the link&apos;s own address /{slug}, as other codes do, and its scans are not told apart any more.</source>
        <translation>Ab jetzt exportiert, trägt er wie andere Codes die Adresse /{slug} des Links, und seine Scans werden nicht mehr unterschieden.</translation>
    </message>
    <message>
        <source>Give {name} an address of its own</source>
        <translation>{name} eine eigene Adresse geben</translation>
    </message>
    <message>
        <source>It was exported on {day}: those prints lead on as before.</source>
        <translation>Er wurde am {day} exportiert: Diese Drucke führen weiter wie bisher.</translation>
    </message>
    <message>
        <source>It will carry {address}.</source>
        <translation>Er wird {address} tragen.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Picture of the code {name}</source>
        <translation>Bild des Codes {name}</translation>
    </message>
    <message>
        <source>Printed codes keep the old address and go on working. Export the code again to use the new one.</source>
        <translation>Gedruckte Codes behalten die bisherige Adresse und funktionieren weiter. Für die neue Adresse den Code neu exportieren.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Scans of an address of its own are told apart from those of other codes.</source>
        <translation>Scans einer eigenen Adresse lassen sich von denen anderer Codes unterscheiden.</translation>
    </message>
    <message>
        <source>Take /{slug} off this code?</source>
        <translation>/{slug} von diesem Code entfernen?</translation>
    </message>
    <message>
        <source>Take it off</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Take its own address off {name}…</source>
        <translation>Eigene Adresse von {name} entfernen…</translation>
    </message>
    <message>
        <source>The code carries {address} now</source>
        <translation>Der Code trägt jetzt {address}</translation>
    </message>
    <message>
        <source>Type an address, such as poster.</source>
        <translation>Eine Adresse eingeben, etwa poster.</translation>
    </message>
    <message>
        <source>exported {day}</source>
        <translation>exportiert am {day}</translation>
    </message>
    <message>
        <source>free</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>never exported</source>
        <translation>nie exportiert</translation>
    </message>
    <message>
        <source>poster</source>
        <translation>poster</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>eigene</translation>
    </message>
</context>
<context>
    <name>CodeList</name>
    <message>
        <source>Code {n}</source>
        <translation>Code {n}</translation>
    </message>
    <message>
        <source>Design and print in the Studio</source>
        <translation>Im Studio gestalten und drucken</translation>
    </message>
    <message>
        <source>Made when saved or exported</source>
        <translation>Entsteht beim Speichern oder Exportieren</translation>
    </message>
    <message>
        <source>New code</source>
        <translation>Neuer Code</translation>
    </message>
    <message>
        <source>No code is designed yet. One that is copied, dragged or begun in the Studio has the look that the domain gives to new codes.</source>
        <translation>Noch ist kein Code gestaltet. Einer, der kopiert, gezogen oder im Studio begonnen wird, hat das Aussehen, das die Domain neuen Codes gibt.</translation>
    </message>
    <message>
        <source>Not printed yet</source>
        <translation>Noch nicht gedruckt</translation>
    </message>
    <message>
        <source>Printed {day}</source>
        <translation>Gedruckt am {day}</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Mehr zeigen</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keiner</translation>
    </message>
    <message>
        <source>{count} code</source>
        <translation>{count} Code</translation>
    </message>
    <message>
        <source>{count} codes</source>
        <translation>{count} Codes</translation>
    </message>
</context>
<context>
    <name>ColourField</name>
    <message>
        <source>Choose a colour</source>
        <translation>Farbe wählen</translation>
    </message>
    <message>
        <source>{name}: {hex}, choose another</source>
        <translation>{name}: {hex}, andere wählen</translation>
    </message>
</context>
<context>
    <name>ColourTab</name>
    <message>
        <source>As the modules</source>
        <translation>Wie die Module</translation>
    </message>
    <message>
        <source>Contrast {percent} %, {word}</source>
        <translation>Kontrast {percent} %, {word}</translation>
    </message>
    <message>
        <source>For printing onto coloured stock</source>
        <translation>Zum Druck auf farbiges Material</translation>
    </message>
    <message>
        <source>Frames of the eyes</source>
        <translation>Rahmen der Augen</translation>
    </message>
    <message>
        <source>Middle of the eyes</source>
        <translation>Mitte der Augen</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>Module</translation>
    </message>
    <message>
        <source>Modules in the colour of the paper, and the other way round</source>
        <translation>Module in der Farbe des Papiers und umgekehrt</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <source>Roundness of the paper</source>
        <translation>Rundung des Papiers</translation>
    </message>
    <message>
        <source>Swap colours</source>
        <translation>Farben tauschen</translation>
    </message>
    <message>
        <source>Transparent</source>
        <translation>Transparent</translation>
    </message>
    <message>
        <source>Transparent paper</source>
        <translation>Papier transparent</translation>
    </message>
    <message>
        <source>Which eye to colour</source>
        <translation>Welches Auge färben</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>low</source>
        <translation>niedrig</translation>
    </message>
    <message>
        <source>too low to read</source>
        <translation>zu niedrig zum Lesen</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n} %</translation>
    </message>
</context>
<context>
    <name>ColumnChoice</name>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>It says which link it is, and stays.</source>
        <translation>Sagt, welcher Link es ist, und bleibt.</translation>
    </message>
    <message>
        <source>Show the usual columns</source>
        <translation>Übliche Spalten zeigen</translation>
    </message>
    <message>
        <source>{column} (no room here)</source>
        <translation>{column} (hier kein Platz)</translation>
    </message>
</context>
<context>
    <name>ColumnsStep</name>
    <message>
        <source>Column {number}</source>
        <translation>Spalte {number}</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>First row holds the names</source>
        <translation>Namen in erster Zeile</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Keep no recipe</source>
        <translation>Keine Vorlage speichern</translation>
    </message>
    <message>
        <source>Name of the recipe</source>
        <translation>Name der Vorlage</translation>
    </message>
    <message>
        <source>Recipes</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Save as a recipe</source>
        <translation>Als Vorlage speichern</translation>
    </message>
    <message>
        <source>What “{name}” means</source>
        <translation>Was „{name}“ bedeutet</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>{used} of {all} used</source>
        <translation>{used} von {all} genutzt</translation>
    </message>
</context>
<context>
    <name>ComputerCard</name>
    <message>
        <source>Choose a number from {least} to {most}.</source>
        <translation>Eine Zahl von {least} bis {most} wählen.</translation>
    </message>
    <message>
        <source>Codes made so far carry the port they were made with.</source>
        <translation>Bisherige Codes tragen den Port, mit dem sie angelegt wurden.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Phones on this Wi-Fi may scan</source>
        <translation>Scans von Telefonen im WLAN</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>Use this port</source>
        <translation>Diesen Port verwenden</translation>
    </message>
    <message>
        <source>Your links are in this file</source>
        <translation>Die Links liegen in dieser Datei</translation>
    </message>
    <message>
        <source>at {address}</source>
        <translation>unter {address}</translation>
    </message>
    <message>
        <source>on no network now</source>
        <translation>gerade in keinem Netz</translation>
    </message>
</context>
<context>
    <name>ConditionRow</name>
    <message>
        <source>Condition</source>
        <translation>Bedingung</translation>
    </message>
    <message>
        <source>Remove this condition</source>
        <translation>Diese Bedingung entfernen</translation>
    </message>
    <message>
        <source>Turns it round: it holds for all the others</source>
        <translation>Kehrt sie um: Sie gilt für alle anderen</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>ist nicht</translation>
    </message>
</context>
<context>
    <name>Conditions</name>
    <message>
        <source>Add condition</source>
        <translation>Bedingung hinzufügen</translation>
    </message>
    <message>
        <source>No condition: it always holds.</source>
        <translation>Keine Bedingung: gilt immer.</translation>
    </message>
</context>
<context>
    <name>ContentForm</name>
    <message>
        <source>More to fill in</source>
        <translation>Weitere Angaben</translation>
    </message>
</context>
<context>
    <name>ContentPanel</name>
    <message>
        <source>Another code for this link</source>
        <translation>Weiterer Code für diesen Link</translation>
    </message>
    <message>
        <source>Carries</source>
        <translation>Trägt</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>Codes</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Designs</source>
        <translation>Designs</translation>
    </message>
    <message>
        <source>Leads to</source>
        <translation>Führt zu</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>Name in your list</source>
        <translation>Name in der Liste</translation>
    </message>
    <message>
        <source>Name of this code</source>
        <translation>Name dieses Codes</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>Gedruckt</translation>
    </message>
    <message>
        <source>Static codes</source>
        <translation>Statische</translation>
    </message>
    <message>
        <source>Studio</source>
        <translation>Studio</translation>
    </message>
    <message>
        <source>Such as table tent</source>
        <translation>Etwa Tischaufsteller</translation>
    </message>
    <message>
        <source>Such as the one at the till</source>
        <translation>Etwa der an der Kasse</translation>
    </message>
    <message>
        <source>This link</source>
        <translation>Dieser Link</translation>
    </message>
    <message>
        <source>What to work on</source>
        <translation>Woran gearbeitet wird</translation>
    </message>
    <message>
        <source>Which codes</source>
        <translation>Welche Codes</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>{n} characters</source>
        <translation>{n} Zeichen</translation>
    </message>
</context>
<context>
    <name>CountryAfterIn</name>
    <message>
        <source>Iran</source>
        <translation>dem Iran</translation>
    </message>
    <message>
        <source>Iraq</source>
        <translation>dem Irak</translation>
    </message>
    <message>
        <source>Lebanon</source>
        <translation>dem Libanon</translation>
    </message>
    <message>
        <source>Moldova</source>
        <translation>der Republik Moldau</translation>
    </message>
    <message>
        <source>Mongolia</source>
        <translation>der Mongolei</translation>
    </message>
    <message>
        <source>Slovakia</source>
        <translation>der Slowakei</translation>
    </message>
    <message>
        <source>Switzerland</source>
        <translation>der Schweiz</translation>
    </message>
    <message>
        <source>Türkiye</source>
        <translation>der Türkei</translation>
    </message>
    <message>
        <source>Ukraine</source>
        <translation>der Ukraine</translation>
    </message>
    <message>
        <source>the Central African Republic</source>
        <translation>der Zentralafrikanischen Republik</translation>
    </message>
    <message>
        <source>the Democratic Republic of the Congo</source>
        <translation>der Demokratischen Republik Kongo</translation>
    </message>
    <message>
        <source>the Dominican Republic</source>
        <translation>der Dominikanischen Republik</translation>
    </message>
    <message>
        <source>the Netherlands</source>
        <translation>den Niederlanden</translation>
    </message>
    <message>
        <source>the Philippines</source>
        <translation>den Philippinen</translation>
    </message>
    <message>
        <source>the United Arab Emirates</source>
        <translation>den Vereinigten Arabischen Emiraten</translation>
    </message>
    <message>
        <source>the United Kingdom</source>
        <translation>dem Vereinigten Königreich</translation>
    </message>
    <message>
        <source>the United States</source>
        <translation>den Vereinigten Staaten</translation>
    </message>
</context>
<context>
    <name>DayChart</name>
    <message>
        <source>Scans today by hour</source>
        <translation>Scans von heute nach Stunde</translation>
    </message>
</context>
<context>
    <name>DayFigures</name>
    <message>
        <source>Hits, 7 full days</source>
        <translation>Aufrufe, 7 volle Tage</translation>
    </message>
    <message>
        <source>Scans today</source>
        <translation>Scans heute</translation>
    </message>
    <message>
        <source>The different visitors of each day, added up: who comes on two days counts twice.</source>
        <translation>Die verschiedenen Besucher jedes Tages, zusammengezählt: Wer an zwei Tagen kommt, zählt doppelt.</translation>
    </message>
    <message>
        <source>Until {time}: {now} scans, and {before} last {weekday}.</source>
        <translation>Bis {time}: {now} Scans, letzten {weekday} {before}.</translation>
    </message>
    <message>
        <source>Visitors, 7 full days</source>
        <translation>Besucher, 7 volle Tage</translation>
    </message>
    <message>
        <source>being counted anew</source>
        <translation>wird neu gezählt</translation>
    </message>
    <message>
        <source>not known of these hits</source>
        <translation>von diesen unbekannt</translation>
    </message>
    <message>
        <source>on last {weekday} by {time}</source>
        <translation>ggü. {weekday}, {time}</translation>
    </message>
    <message>
        <source>on the 7 before</source>
        <translation>ggü. den 7 davor</translation>
    </message>
    <message>
        <source>{count} in the 7 before</source>
        <translation>{count} in den 7 davor</translation>
    </message>
    <message>
        <source>{count} last {weekday} by {time}</source>
        <translation>{count} letzten {weekday} bis {time}</translation>
    </message>
    <message>
        <source>{count} yesterday</source>
        <translation>gestern {count}</translation>
    </message>
</context>
<context>
    <name>DaysLine</name>
    <message>
        <source>Status of the last 90 days</source>
        <translation>Status der letzten 90 Tage</translation>
    </message>
    <message>
        <source>{days}: not checked</source>
        <translation>{days}: nicht geprüft</translation>
    </message>
</context>
<context>
    <name>DeliveryLog</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Zugestellt</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>Zustellungen</translation>
    </message>
    <message>
        <source>Event, link or delivery id</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>Aufgegeben</translation>
    </message>
    <message>
        <source>No delivery matches</source>
        <translation>Keine Zustellung passt dazu</translation>
    </message>
    <message>
        <source>Nothing was sent so far</source>
        <translation>Bisher wurde nichts gesendet</translation>
    </message>
    <message>
        <source>Show all deliveries</source>
        <translation>Alle Zustellungen zeigen</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Which deliveries</source>
        <translation>Welche Zustellungen</translation>
    </message>
</context>
<context>
    <name>DeliveryModel</name>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>Nächster</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
</context>
<context>
    <name>DeliveryPane</name>
    <message>
        <source>Copy the id of the delivery</source>
        <translation>ID der Zustellung kopieren</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Zustellung</translation>
    </message>
    <message>
        <source>Id of the delivery</source>
        <translation>ID der Zustellung</translation>
    </message>
    <message>
        <source>It was not tried yet.</source>
        <translation>Noch nicht versucht.</translation>
    </message>
    <message>
        <source>Nothing was sent yet.</source>
        <translation>Noch nichts gesendet.</translation>
    </message>
    <message>
        <source>Redeliver</source>
        <translation>Erneut zustellen</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Send this event once more, under the same webhook-id</source>
        <translation>Dieses Ereignis noch einmal senden, mit derselben webhook-id</translation>
    </message>
    <message>
        <source>There was more of it; the first 16 KiB are kept.</source>
        <translation>Es war noch mehr; die ersten 16 KiB bleiben.</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>signiert</translation>
    </message>
    <message>
        <source>{answer} in {time}</source>
        <translation>{answer} in {time}</translation>
    </message>
</context>
<context>
    <name>DesignsPanel</name>
    <message>
        <source>Another name</source>
        <translation>Anderer Name</translation>
    </message>
    <message>
        <source>Apply to many codes…</source>
        <translation>Auf viele Codes anwenden…</translation>
    </message>
    <message>
        <source>Change this design to the look being worked on</source>
        <translation>Dieses Design durch das aktuelle Aussehen ersetzen</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Delete this design</source>
        <translation>Design löschen</translation>
    </message>
    <message>
        <source>Export this look as a file…</source>
        <translation>Aussehen als Datei exportieren…</translation>
    </message>
    <message>
        <source>Festive</source>
        <translation>Festlich</translation>
    </message>
    <message>
        <source>For the press</source>
        <translation>Für die Druckerei</translation>
    </message>
    <message>
        <source>Framed</source>
        <translation>Gerahmt</translation>
    </message>
    <message>
        <source>Import a design from a file…</source>
        <translation>Design aus Datei importieren…</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Keep no design</source>
        <translation>Kein Design speichern</translation>
    </message>
    <message>
        <source>Name of the design</source>
        <translation>Name des Designs</translation>
    </message>
    <message>
        <source>None yet. Save this look under a name, and give it to other codes.</source>
        <translation>Noch keine. Dieses Aussehen unter einem Namen speichern und anderen Codes geben.</translation>
    </message>
    <message>
        <source>Plain</source>
        <translation>Schlicht</translation>
    </message>
    <message>
        <source>Rename this design…</source>
        <translation>Design umbenennen…</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern als…</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Saved designs</source>
        <translation>Gespeicherte Designs</translation>
    </message>
    <message>
        <source>{name}, changed</source>
        <translation>{name}, geändert</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Access</source>
        <translation>Zugang</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Analytics</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>Audit log: who changed what</source>
        <translation>Aktivität: wer was geändert hat</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Choose first where your links live</source>
        <translation>Zuerst wählen, wo die Links liegen sollen</translation>
    </message>
    <message>
        <source>Copied {text}</source>
        <translation>{text} kopiert</translation>
    </message>
    <message>
        <source>Copy the key</source>
        <translation>Schlüssel kopieren</translation>
    </message>
    <message>
        <source>Copy the server&apos;s address</source>
        <translation>Adresse des Servers kopieren</translation>
    </message>
    <message>
        <source>Copy your key now: it cannot be kept on this computer</source>
        <translation>Schlüssel jetzt kopieren: Dieser Computer kann ihn nicht aufbewahren</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Domains</source>
        <translation>Domains</translation>
    </message>
    <message>
        <source>Export links as CSV</source>
        <translation>Links als CSV exportieren</translation>
    </message>
    <message>
        <source>Find duplicate links</source>
        <translation>Doppelte Links suchen</translation>
    </message>
    <message>
        <source>Folders and tags</source>
        <translation>Ordner und Schlagwörter</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Import links</source>
        <translation>Links importieren</translation>
    </message>
    <message>
        <source>Invite a member</source>
        <translation>Mitglied einladen</translation>
    </message>
    <message>
        <source>It is the only way back in after the app is closed. This is the one time you can have it.</source>
        <translation>Nur damit geht es nach dem Schließen der App wieder hinein. Er ist nur dieses eine Mal zu sehen.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Make many codes from a list</source>
        <translation>Viele Codes aus einer Liste anlegen</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>New code without a link</source>
        <translation>Neuer Code ohne Link</translation>
    </message>
    <message>
        <source>New link</source>
        <translation>Neuer Link</translation>
    </message>
    <message>
        <source>New webhook</source>
        <translation>Neuer Webhook</translation>
    </message>
    <message>
        <source>Pictures: logos and previews</source>
        <translation>Bilder: Logos und Vorschauen</translation>
    </message>
    <message>
        <source>Plans</source>
        <translation>Tarife</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Sicherung zurückspielen</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Studio</source>
        <translation>Studio</translation>
    </message>
    <message>
        <source>The key is copied</source>
        <translation>Der Schlüssel ist kopiert</translation>
    </message>
    <message>
        <source>There is no log on this computer yet</source>
        <translation>Auf diesem Computer gibt es noch kein Log</translation>
    </message>
    <message>
        <source>Usage of the plan</source>
        <translation>Verbrauch des Tarifs</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>Webhooks</translation>
    </message>
    <message>
        <source>Wi-Fi contact text e-mail phone place payment</source>
        <translation>WLAN Kontakt Text E-Mail Telefon Ort Zahlung</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation>Arbeitsbereiche</translation>
    </message>
    <message>
        <source>password token log in secret API</source>
        <translation>Passwort Kennwort Token anmelden Geheimnis API</translation>
    </message>
    <message>
        <source>print label sheets CSV Excel</source>
        <translation>Etikettenbogen drucken CSV Excel</translation>
    </message>
</context>
<context>
    <name>Destination</name>
    <message>
        <source>App</source>
        <translation>App</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Enter where it leads.</source>
        <translation>Eingeben, wohin es führt.</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Sort of destination</source>
        <translation>Art des Ziels</translation>
    </message>
</context>
<context>
    <name>DestinationFields</name>
    <message>
        <source>A tag has at most {letters} letters, and a link at most {tags} tags.</source>
        <translation>Ein Schlagwort hat höchstens {letters} Buchstaben, ein Link höchstens {tags} Schlagwörter.</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>Kein Ordner</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Separated by commas</source>
        <translation>Mit Kommas</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Use {address}</source>
        <translation>Mit {address}</translation>
    </message>
    <message>
        <source>What you call it</source>
        <translation>Eigene Bezeichnung</translation>
    </message>
    <message>
        <source>{most} characters are the most.</source>
        <translation>Höchstens {most} Zeichen sind möglich.</translation>
    </message>
</context>
<context>
    <name>Diagnostics</name>
    <message>
        <source>Back to the manual</source>
        <translation>Zurück zum Handbuch</translation>
    </message>
    <message>
        <source>Connected: {mode}</source>
        <translation>Verbunden: {mode}</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>Diagnose kopieren</translation>
    </message>
    <message>
        <source>Database: {kind}, schema {schema}</source>
        <translation>Datenbank: {kind}, Schema {schema}</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Findings:</source>
        <translation>Befunde:</translation>
    </message>
    <message>
        <source>Language: {language}</source>
        <translation>Sprache: {language}</translation>
    </message>
    <message>
        <source>Last faults:</source>
        <translation>Letzte Fehler:</translation>
    </message>
    <message>
        <source>Looking at versions, the database and the last faults…</source>
        <translation>Versionen, Datenbank und letzte Fehler werden angesehen…</translation>
    </message>
    <message>
        <source>Open log</source>
        <translation>Log öffnen</translation>
    </message>
    <message>
        <source>System: {system}</source>
        <translation>System: {system}</translation>
    </message>
    <message>
        <source>The diagnostics are copied</source>
        <translation>Die Diagnose ist kopiert</translation>
    </message>
    <message>
        <source>This is all that is copied: versions, what was checked, and where the last faults were. Keys, passwords, links and addresses of visitors are not in it.</source>
        <translation>Das ist alles, was kopiert wird: Versionen, was geprüft wurde und wo die letzten Fehler waren. Schlüssel, Passwörter, Links und Adressen von Besuchern sind nicht dabei.</translation>
    </message>
    <message>
        <source>at the server</source>
        <translation>beim Server</translation>
    </message>
    <message>
        <source>bad</source>
        <translation>schlecht</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>none since the start</source>
        <translation>keine seit dem Start</translation>
    </message>
    <message>
        <source>none were asked for</source>
        <translation>keine abgefragt</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
</context>
<context>
    <name>DnsLines</name>
    <message>
        <source>Add a record for {name}</source>
        <translation>Eintrag für {name} hinzufügen</translation>
    </message>
    <message>
        <source>Save it: that takes minutes, or hours</source>
        <translation>Speichern: Das dauert Minuten oder Stunden</translation>
    </message>
    <message>
        <source>Type {kind}, value: the server&apos;s address</source>
        <translation>Typ {kind}, Wert: die Adresse des Servers</translation>
    </message>
    <message>
        <source>Where you bought the domain:</source>
        <translation>Dort, wo die Domain gekauft wurde:</translation>
    </message>
    <message>
        <source>With IPv6, one of type {kind} as well</source>
        <translation>Bei IPv6 auch einen vom Typ {kind}</translation>
    </message>
</context>
<context>
    <name>Doing</name>
    <message>
        <source>All that waits for {name} is tried now</source>
        <translation>Was für {name} wartet, wird jetzt versucht</translation>
    </message>
    <message>
        <source>Saved: {name}</source>
        <translation>Gespeichert: {name}</translation>
    </message>
    <message>
        <source>Sent again: {kind}</source>
        <translation>Noch einmal gesendet: {kind}</translation>
    </message>
    <message>
        <source>The id of the delivery is copied</source>
        <translation>Die ID der Zustellung ist kopiert</translation>
    </message>
    <message>
        <source>The webhook is as it was before</source>
        <translation>Der Webhook ist wieder wie vorher</translation>
    </message>
    <message>
        <source>{count} deliveries are sent again.</source>
        <translation>{count} Zustellungen werden noch einmal gesendet.</translation>
    </message>
    <message>
        <source>{count} delivery is sent again.</source>
        <translation>{count} Zustellung wird noch einmal gesendet.</translation>
    </message>
    <message>
        <source>{count} stay as they are: the plan has no more deliveries this month.</source>
        <translation>{count} bleiben, wie sie sind: Der Tarif hat diesen Monat keine Zustellungen mehr.</translation>
    </message>
    <message>
        <source>{name} goes on</source>
        <translation>{name} läuft weiter</translation>
    </message>
    <message>
        <source>{name} has a new secret</source>
        <translation>{name} hat ein neues Geheimnis</translation>
    </message>
    <message>
        <source>{name} is added</source>
        <translation>{name} ist hinzugefügt</translation>
    </message>
    <message>
        <source>{name} is paused; events are kept</source>
        <translation>{name} ist pausiert; Ereignisse bleiben aufbewahrt</translation>
    </message>
</context>
<context>
    <name>DomainChecks</name>
    <message>
        <source>High: serving. Half: check failed. Low: not verified, or not checked.</source>
        <translation>Hoch: in Betrieb. Halb: Prüfung gescheitert. Niedrig: nicht bestätigt oder nicht geprüft.</translation>
    </message>
    <message>
        <source>Status of the last 90 days</source>
        <translation>Status der letzten 90 Tage</translation>
    </message>
    <message>
        <source>check failed</source>
        <translation>Prüfung gescheitert</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>nicht bestätigt</translation>
    </message>
    <message>
        <source>serving</source>
        <translation>in Betrieb</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>{days}: {status}</source>
        <translation>{days}: {status}</translation>
    </message>
    <message>
        <source>{days}: {status}. {reason}</source>
        <translation>{days}: {status}. {reason}</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} bis {last}</translation>
    </message>
</context>
<context>
    <name>DomainLook</name>
    <message>
        <source>A look without a name</source>
        <translation>Ein Aussehen ohne Namen</translation>
    </message>
    <message>
        <source>Plain</source>
        <translation>Schlicht</translation>
    </message>
</context>
<context>
    <name>DomainPanel</name>
    <message>
        <source>/Menu and /menu are two addresses</source>
        <translation>/Menu und /menu sind zwei Adressen</translation>
    </message>
    <message>
        <source>A name that belongs to you, such as go.your-cafe.com</source>
        <translation>Ein Name, der Ihnen gehört, etwa go.ihr-cafe.de</translation>
    </message>
    <message>
        <source>A page that says so</source>
        <translation>Eine Seite, die das sagt</translation>
    </message>
    <message>
        <source>A short page of QRDesk</source>
        <translation>Eine kurze Seite von QRDesk</translation>
    </message>
    <message>
        <source>Add the domain</source>
        <translation>Domain hinzufügen</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Android (assetlinks.json)</source>
        <translation>Android (assetlinks.json)</translation>
    </message>
    <message>
        <source>Apps that open its links</source>
        <translation>Apps, die Links dieser Domain öffnen</translation>
    </message>
    <message>
        <source>As of {time}; nobody knows more until the server answers.</source>
        <translation>Stand {time}; mehr ist nicht bekannt, bis der Server antwortet.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>Enter the host people should see.</source>
        <translation>Den Host eingeben, der zu sehen sein soll.</translation>
    </message>
    <message>
        <source>JSON; whoever made the app has it</source>
        <translation>JSON; es kommt von dort, wo die App gemacht wurde</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Last checked {time}.</source>
        <translation>Zuletzt geprüft {time}.</translation>
    </message>
    <message>
        <source>Leave off if unsure: it cannot be changed later</source>
        <translation>Im Zweifel aus lassen: später nicht mehr zu ändern</translation>
    </message>
    <message>
        <source>Make default</source>
        <translation>Zum Standard machen</translation>
    </message>
    <message>
        <source>Make the record or the file below, then verify it.</source>
        <translation>Den Eintrag oder die Datei unten anlegen, dann prüfen.</translation>
    </message>
    <message>
        <source>New codes carry it</source>
        <translation>Neue Codes tragen sie</translation>
    </message>
    <message>
        <source>New codes look like</source>
        <translation>Aussehen neuer Codes</translation>
    </message>
    <message>
        <source>New domain</source>
        <translation>Neue Domain</translation>
    </message>
    <message>
        <source>Not verified so far: nobody is answered here</source>
        <translation>Noch nicht bestätigt: Hier bekommt niemand eine Antwort</translation>
    </message>
    <message>
        <source>Only a domain without links can be removed: printed codes would lead nowhere. Undo brings its settings back, and looks for its proof anew.</source>
        <translation>Nur eine Domain ohne Links lässt sich entfernen: Gedruckte Codes würden nirgendwohin führen. Rückgängig holt die Einstellungen zurück und sucht den Nachweis neu.</translation>
    </message>
    <message>
        <source>Remove the domain</source>
        <translation>Domain entfernen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>The bare address leads to</source>
        <translation>Adresse ohne Kurzlink führt zu</translation>
    </message>
    <message>
        <source>Unknown and ended addresses lead to</source>
        <translation>Unbekannte und beendete Adressen führen zu</translation>
    </message>
    <message>
        <source>Verify now</source>
        <translation>Jetzt prüfen</translation>
    </message>
    <message>
        <source>iPhone and iPad (apple-app-site-association)</source>
        <translation>iPhone und iPad (apple-app-site-association)</translation>
    </message>
</context>
<context>
    <name>DomainsPage</name>
    <message>
        <source>Add domain</source>
        <translation>Domain hinzufügen</translation>
    </message>
    <message>
        <source>As of {time}</source>
        <translation>Stand {time}</translation>
    </message>
    <message>
        <source>Check failed</source>
        <translation>Prüfung gescheitert</translation>
    </message>
    <message>
        <source>Default: new codes carry it</source>
        <translation>Standard: Neue Codes tragen sie</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>Domain</translation>
    </message>
    <message>
        <source>Domains</source>
        <translation>Domains</translation>
    </message>
    <message>
        <source>Fit for print</source>
        <translation>Druckreif</translation>
    </message>
    <message>
        <source>In print</source>
        <translation>Im Druck</translation>
    </message>
    <message>
        <source>New codes carry {host}</source>
        <translation>Neue Codes tragen {host}</translation>
    </message>
    <message>
        <source>Not in use yet</source>
        <translation>Noch nicht in Gebrauch</translation>
    </message>
    <message>
        <source>Not taken back: {reason}</source>
        <translation>Nicht zurückgenommen: {reason}</translation>
    </message>
    <message>
        <source>Not verified</source>
        <translation>Nicht bestätigt</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Noch nicht</translation>
    </message>
    <message>
        <source>Older codes carry it</source>
        <translation>Ältere Codes tragen sie</translation>
    </message>
    <message>
        <source>Printed codes keep the domain they were made with: each domain listed here goes on working.</source>
        <translation>Gedruckte Codes behalten die Domain, mit der sie angelegt wurden: Jede hier aufgeführte Domain funktioniert weiter.</translation>
    </message>
    <message>
        <source>Saved: {host}</source>
        <translation>Gespeichert: {host}</translation>
    </message>
    <message>
        <source>Serving</source>
        <translation>In Betrieb</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>The domains could not be loaded</source>
        <translation>Die Domains ließen sich nicht laden</translation>
    </message>
    <message>
        <source>This network only</source>
        <translation>Nur dieses Netz</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Your key may not change domains.</source>
        <translation>Dieser Schlüssel darf Domains nicht ändern.</translation>
    </message>
    <message>
        <source>{host} is added</source>
        <translation>{host} ist hinzugefügt</translation>
    </message>
    <message>
        <source>{host} is as it was before</source>
        <translation>{host} ist wieder wie vorher</translation>
    </message>
    <message>
        <source>{host} is back, but has to be verified again: see its record</source>
        <translation>{host} ist wieder da, muss aber neu bestätigt werden: siehe Eintrag</translation>
    </message>
    <message>
        <source>{host} is no longer a domain here</source>
        <translation>{host} ist hier keine Domain mehr</translation>
    </message>
    <message>
        <source>{host} was checked</source>
        <translation>{host} wurde geprüft</translation>
    </message>
</context>
<context>
    <name>Drafts</name>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>What you typed before QRDesk ended is here again. It is not saved.</source>
        <translation>Was vor dem Ende von QRDesk getippt wurde, ist wieder da. Es ist nicht gespeichert.</translation>
    </message>
</context>
<context>
    <name>Dropping</name>
    <message>
        <source>As codes, each row gets its picture, in one PDF or in files. As links, each gets a short link.</source>
        <translation>Als Codes bekommt jede Zeile ihr Bild, in einem PDF oder in Dateien. Als Links bekommt jede einen Kurzlink.</translation>
    </message>
    <message>
        <source>Import as links</source>
        <translation>Als Links importieren</translation>
    </message>
    <message>
        <source>Links are imported from CSV. Save the sheet as CSV first.</source>
        <translation>Links werden aus CSV importiert. Die Tabelle zuerst als CSV speichern.</translation>
    </message>
    <message>
        <source>Make codes of it</source>
        <translation>Codes daraus machen</translation>
    </message>
</context>
<context>
    <name>DuplicatesPanel</name>
    <message>
        <source>Duplicates</source>
        <translation>Doppelte</translation>
    </message>
    <message>
        <source>Keep the one that is on paper: click the others, and archive them.</source>
        <translation>Behalten Sie den gedruckten: Klicken Sie die anderen an und archivieren Sie sie.</translation>
    </message>
    <message>
        <source>Looking for links that lead to the same page</source>
        <translation>Links zur selben Seite werden gesucht</translation>
    </message>
    <message>
        <source>No two links lead to the same page.</source>
        <translation>Keine zwei Links führen zur selben Seite.</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>{name} öffnen</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} weitere</translation>
    </message>
    <message>
        <source>{count} hit</source>
        <translation>{count} Aufruf</translation>
    </message>
    <message>
        <source>{count} hits</source>
        <translation>{count} Aufrufe</translation>
    </message>
    <message>
        <source>{count} page has several links.</source>
        <translation>{count} Seite hat mehrere Links.</translation>
    </message>
    <message>
        <source>{count} pages have several links.</source>
        <translation>{count} Seiten haben mehrere Links.</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>A part of a country by its code: DE-BY is Bavaria.</source>
        <translation>Ein Teil eines Landes mit seinem Kürzel: DE-BY ist Bayern.</translation>
    </message>
    <message>
        <source>Browser</source>
        <translation>Browser</translation>
    </message>
    <message>
        <source>Coming from</source>
        <translation>Kommt von</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>English, fr-CA</source>
        <translation>Englisch, fr-CA</translation>
    </message>
    <message>
        <source>Enter at least one.</source>
        <translation>Mindestens eines eingeben.</translation>
    </message>
    <message>
        <source>First visit or again</source>
        <translation>Neu oder wieder da</translation>
    </message>
    <message>
        <source>For a season, a sale or an event: from one day to another.</source>
        <translation>Für eine Saison, ein Angebot, eine Feier: von einem Tag bis zu einem anderen.</translation>
    </message>
    <message>
        <source>Germany, Austria</source>
        <translation>Deutschland, Österreich</translation>
    </message>
    <message>
        <source>Hits so far</source>
        <translation>Bisherige Aufrufe</translation>
    </message>
    <message>
        <source>How often the link was scanned or clicked until now.</source>
        <translation>Wie oft der Link bisher gescannt oder angeklickt wurde.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Safari, Chrome</source>
        <translation>Safari, Chrome</translation>
    </message>
    <message>
        <source>Something added to the short link, such as ?table=5.</source>
        <translation>Etwas, das am Kurzlink hängt, etwa ?tisch=5.</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>The day of the week and the hour at which they come.</source>
        <translation>Wochentag und Uhrzeit des Besuchs.</translation>
    </message>
    <message>
        <source>The language that their phone or browser is set to.</source>
        <translation>Die Sprache, auf die Telefon oder Browser eingestellt ist.</translation>
    </message>
    <message>
        <source>The program that opens the page, such as Safari.</source>
        <translation>Das Programm, das die Seite öffnet, etwa Safari.</translation>
    </message>
    <message>
        <source>The website on which the link was clicked. Scans come from none.</source>
        <translation>Die Website, auf der der Link angeklickt wurde. Scans kommen von keiner.</translation>
    </message>
    <message>
        <source>Tick at least one.</source>
        <translation>Mindestens eines ankreuzen.</translation>
    </message>
    <message>
        <source>US-TX, DE-BY</source>
        <translation>US-TX, DE-BY</translation>
    </message>
    <message>
        <source>Weekday and time</source>
        <translation>Tag und Uhrzeit</translation>
    </message>
    <message>
        <source>What runs their device: iOS on iPhones, Android on most other phones.</source>
        <translation>Was auf dem Gerät läuft: iOS auf iPhones, Android auf den meisten anderen Telefonen.</translation>
    </message>
    <message>
        <source>What they scan or click with.</source>
        <translation>Womit gescannt oder geklickt wird.</translation>
    </message>
    <message>
        <source>Where the visitor is, as their internet connection tells.</source>
        <translation>Woher der Besuch kommt, laut Internetanschluss.</translation>
    </message>
    <message>
        <source>Whether the same device opened this link before.</source>
        <translation>Ob dasselbe Gerät diesen Link schon einmal geöffnet hat.</translation>
    </message>
    <message>
        <source>instagram.com; none for no page</source>
        <translation>instagram.com; none für keine Seite</translation>
    </message>
    <message>
        <source>“{word}” is not known here.</source>
        <translation>„{word}“ ist hier nicht bekannt.</translation>
    </message>
</context>
<context>
    <name>EditorHead</name>
    <message>
        <source>Archive</source>
        <translation>Archivieren</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archiviert</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Copy the short link</source>
        <translation>Kurzlink kopieren</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>New link</source>
        <translation>Neuer Link</translation>
    </message>
    <message>
        <source>Open in Studio</source>
        <translation>Im Studio öffnen</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>Gedruckt</translation>
    </message>
    <message>
        <source>Printed {day}</source>
        <translation>Gedruckt am {day}</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Show its scans</source>
        <translation>Scans zeigen</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>Letzte Änderung rückgängig machen</translation>
    </message>
</context>
<context>
    <name>EditorReach</name>
    <message>
        <source>Your key may not make links.</source>
        <translation>Dieser Schlüssel darf keine Links anlegen.</translation>
    </message>
    <message>
        <source>Your key may read links, but not change them.</source>
        <translation>Dieser Schlüssel darf Links lesen, aber nicht ändern.</translation>
    </message>
</context>
<context>
    <name>EmptyBatch</name>
    <message>
        <source>CSV, TSV or Excel. One PDF, a file for each row, or label sheets.</source>
        <translation>CSV, TSV oder Excel. Ein PDF, eine Datei je Zeile oder Etikettenbögen.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Choose a list…</source>
        <translation>Liste wählen…</translation>
    </message>
    <message>
        <source>Download an example list…</source>
        <translation>Beispielliste herunterladen…</translation>
    </message>
    <message>
        <source>Drop a list here: a code for every row</source>
        <translation>Liste hier ablegen: ein Code für jede Zeile</translation>
    </message>
    <message>
        <source>Paste rows</source>
        <translation>Zeilen einfügen</translation>
    </message>
    <message>
        <source>Reading {name}</source>
        <translation>{name} wird gelesen</translation>
    </message>
    <message>
        <source>Rows with a destination become links with their codes. Rows that name short links use those that are there. Rows with a text alone become codes of that text. Titles, tags and up to three label texts may stand in further columns.</source>
        <translation>Aus Zeilen mit Ziel werden Links mit ihren Codes. Zeilen mit einem Kurzlink verwenden den vorhandenen. Aus Zeilen nur mit Text werden Codes dieses Textes. Weitere Spalten: Titel, Schlagwörter und bis zu drei Etikettentexte.</translation>
    </message>
    <message>
        <source>{count} row so far</source>
        <translation>bisher {count} Zeile</translation>
    </message>
    <message>
        <source>{count} rows so far</source>
        <translation>bisher {count} Zeilen</translation>
    </message>
</context>
<context>
    <name>Ending</name>
    <message>
        <source>Before QRDesk closed: {what}</source>
        <translation>Bevor QRDesk schloss: {what}</translation>
    </message>
    <message>
        <source>Done: {work}</source>
        <translation>Fertig: {work}</translation>
    </message>
    <message>
        <source>It cannot be stopped on its way. QRDesk closes when it is done.</source>
        <translation>Es lässt sich unterwegs nicht anhalten. QRDesk schließt sich, sobald es fertig ist.</translation>
    </message>
    <message>
        <source>Not done yet: {work}</source>
        <translation>Noch nicht fertig: {work}</translation>
    </message>
    <message>
        <source>QRDesk closes when it is done, or stops it first. Nothing is left half done.</source>
        <translation>QRDesk schließt sich, sobald es fertig ist, oder hält es vorher an. Nichts bleibt halb getan.</translation>
    </message>
    <message>
        <source>QRDesk stays open: what came of it is shown here once</source>
        <translation>QRDesk bleibt offen: Das Ergebnis ist nur hier einmal zu sehen</translation>
    </message>
    <message>
        <source>Stop it and close</source>
        <translation>Anhalten und schließen</translation>
    </message>
    <message>
        <source>Wait, then close</source>
        <translation>Warten, dann schließen</translation>
    </message>
    <message>
        <source>{count} things are not done yet</source>
        <translation>{count} Dinge sind noch nicht fertig</translation>
    </message>
</context>
<context>
    <name>EndpointDetail</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copy the secret of {name} now</source>
        <translation>Geheimnis von {name} jetzt kopieren</translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete {name}?</source>
        <translation>{name} löschen?</translation>
    </message>
    <message>
        <source>Events are kept here until it goes on.</source>
        <translation>Ereignisse bleiben hier aufbewahrt, bis es weitergeht.</translation>
    </message>
    <message>
        <source>Events are kept, and sent once it runs.</source>
        <translation>Ereignisse bleiben aufbewahrt und werden gesendet, sobald er läuft.</translation>
    </message>
    <message>
        <source>It answered {status} in {time}.</source>
        <translation>Die Antwort war {status}, nach {time}.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>No server runs here, so nothing is sent.</source>
        <translation>Hier läuft kein Server, darum wird nichts gesendet.</translation>
    </message>
    <message>
        <source>Nothing is sent there any more, and its log of 30 days is lost.</source>
        <translation>Dorthin wird nichts mehr gesendet, und das Protokoll von 30 Tagen geht verloren.</translation>
    </message>
    <message>
        <source>Nothing was done.</source>
        <translation>Nichts wurde getan.</translation>
    </message>
    <message>
        <source>QRDesk keeps it sealed. This is the one time you can see it.</source>
        <translation>QRDesk bewahrt es versiegelt auf. Es ist nur dieses eine Mal zu sehen.</translation>
    </message>
    <message>
        <source>Send a test, or scan a code: what was sent and answered stands here for 30 days.</source>
        <translation>Einen Test senden oder einen Code scannen: Gesendetes und Antworten stehen hier 30 Tage.</translation>
    </message>
    <message>
        <source>Send a test, or wait for an event that is chosen here: what was sent and answered stands here for 30 days.</source>
        <translation>Einen Test senden oder ein gewähltes Ereignis abwarten: Gesendetes und Antworten stehen hier 30 Tage.</translation>
    </message>
    <message>
        <source>Start the server</source>
        <translation>Server starten</translation>
    </message>
    <message>
        <source>The new secret</source>
        <translation>Das neue Geheimnis</translation>
    </message>
    <message>
        <source>The receiver checks with it that requests are from you and unchanged.</source>
        <translation>Damit prüft der Empfänger, dass Anfragen von hier kommen und unverändert sind.</translation>
    </message>
    <message>
        <source>The secret is copied</source>
        <translation>Das Geheimnis ist kopiert</translation>
    </message>
    <message>
        <source>The test did not arrive.</source>
        <translation>Der Test ist nicht angekommen.</translation>
    </message>
    <message>
        <source>The test has arrived.</source>
        <translation>Der Test ist angekommen.</translation>
    </message>
    <message>
        <source>You can undo this for a moment.</source>
        <translation>Das lässt sich kurz rückgängig machen.</translation>
    </message>
    <message>
        <source>{count} deliveries wait here.</source>
        <translation>{count} Zustellungen warten hier.</translation>
    </message>
    <message>
        <source>{count} delivery waits here.</source>
        <translation>{count} Zustellung wartet hier.</translation>
    </message>
    <message>
        <source>{count} waiting deliveries and its log of 30 days are lost.</source>
        <translation>{count} wartende Zustellungen und das Protokoll von 30 Tagen gehen verloren.</translation>
    </message>
    <message>
        <source>{count} waiting delivery and its log of 30 days are lost.</source>
        <translation>{count} wartende Zustellung und das Protokoll von 30 Tagen gehen verloren.</translation>
    </message>
    <message>
        <source>{reason} A test is sent once; events are sent again.</source>
        <translation>{reason} Ein Test wird einmal gesendet, Ereignisse werden erneut gesendet.</translation>
    </message>
</context>
<context>
    <name>EndpointForm</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>All links</source>
        <translation>Alle Links</translation>
    </message>
    <message>
        <source>Before the signature</source>
        <translation>Vor der Signatur</translation>
    </message>
    <message>
        <source>Each event is sent to this address. Redirects are not followed.</source>
        <translation>Jedes Ereignis wird an diese Adresse gesendet. Weiterleitungen wird nicht gefolgt.</translation>
    </message>
    <message>
        <source>Enter the address that events are sent to.</source>
        <translation>Die Adresse eingeben, an die Ereignisse gesendet werden.</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>If left empty, the name of its server</source>
        <translation>Leer lassen für den Namen des Servers</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Only some links</source>
        <translation>Nur einige Links</translation>
    </message>
    <message>
        <source>Signature goes into the header</source>
        <translation>Header für die Signatur</translation>
    </message>
    <message>
        <source>This address is inside a private network, so nothing is sent there.</source>
        <translation>Diese Adresse liegt in einem privaten Netz, darum wird dorthin nichts gesendet.</translation>
    </message>
    <message>
        <source>Tick at least one, or choose all events.</source>
        <translation>Mindestens eines ankreuzen oder alle Ereignisse wählen.</translation>
    </message>
    <message>
        <source>data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>{count} chosen</source>
        <translation>{count} gewählt</translation>
    </message>
</context>
<context>
    <name>EndpointHead</name>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>More for this webhook</source>
        <translation>Mehr zu diesem Webhook</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <source>Replay all since…</source>
        <translation>Alle wiederholen seit…</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Rotate secret…</source>
        <translation>Geheimnis erneuern…</translation>
    </message>
    <message>
        <source>Send again what failed since…</source>
        <translation>Gescheiterte noch einmal senden seit…</translation>
    </message>
    <message>
        <source>Send test</source>
        <translation>Test senden</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Wird gesendet</translation>
    </message>
    <message>
        <source>The secret before signs, too, until {time}</source>
        <translation>Das bisherige Geheimnis signiert auch noch, bis {time}</translation>
    </message>
</context>
<context>
    <name>EndpointList</name>
    <message>
        <source>Webhooks</source>
        <translation>Webhooks</translation>
    </message>
</context>
<context>
    <name>EntryLine</name>
    <message>
        <source>After: {value}</source>
        <translation>Nachher: {value}</translation>
    </message>
    <message>
        <source>Before: {value}</source>
        <translation>Vorher: {value}</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Put back what was before this change</source>
        <translation>Stand vor dieser Änderung zurückholen</translation>
    </message>
    <message>
        <source>Put back what was before: {title}, {time}</source>
        <translation>Stand davor zurückholen: {title}, {time}</translation>
    </message>
    <message>
        <source>This cannot be put back here.</source>
        <translation>Das lässt sich hier nicht zurückholen.</translation>
    </message>
    <message>
        <source>Too long for the history: only its beginning was kept, so it cannot be put back here.</source>
        <translation>Zu lang für den Verlauf: Nur der Anfang wurde behalten, darum lässt es sich hier nicht zurückholen.</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Was geändert wurde</translation>
    </message>
    <message>
        <source>What changed: {title}</source>
        <translation>Was geändert wurde: {title}</translation>
    </message>
    <message>
        <source>{before} → {after}</source>
        <translation>{before} → {after}</translation>
    </message>
    <message>
        <source>{fields} and {count} more</source>
        <translation>{fields} und {count} weitere</translation>
    </message>
    <message>
        <source>{field}, after: {value}</source>
        <translation>{field}, nachher: {value}</translation>
    </message>
    <message>
        <source>{field}, before: {value}</source>
        <translation>{field}, vorher: {value}</translation>
    </message>
    <message>
        <source>{name}, {time}</source>
        <translation>{name}, {time}</translation>
    </message>
</context>
<context>
    <name>EntryPanel</name>
    <message>
        <source>All changes of this</source>
        <translation>Nur dessen Änderungen</translation>
    </message>
    <message>
        <source>Cannot be put back: {fields}.</source>
        <translation>Nicht zurückzuholen: {fields}.</translation>
    </message>
    <message>
        <source>No single field was changed.</source>
        <translation>Kein einzelnes Feld wurde geändert.</translation>
    </message>
    <message>
        <source>Open Links</source>
        <translation>Links öffnen</translation>
    </message>
    <message>
        <source>Open the Studio</source>
        <translation>Studio öffnen</translation>
    </message>
    <message>
        <source>Open the backups</source>
        <translation>Sicherungen öffnen</translation>
    </message>
    <message>
        <source>Open the domains</source>
        <translation>Domains öffnen</translation>
    </message>
    <message>
        <source>Open the invitations</source>
        <translation>Einladungen öffnen</translation>
    </message>
    <message>
        <source>Open the keys</source>
        <translation>Schlüssel öffnen</translation>
    </message>
    <message>
        <source>Open the link</source>
        <translation>Link öffnen</translation>
    </message>
    <message>
        <source>Open the members</source>
        <translation>Mitglieder öffnen</translation>
    </message>
    <message>
        <source>Open the pictures</source>
        <translation>Bilder öffnen</translation>
    </message>
    <message>
        <source>Open the plans</source>
        <translation>Tarife öffnen</translation>
    </message>
    <message>
        <source>Open the webhook</source>
        <translation>Webhook öffnen</translation>
    </message>
    <message>
        <source>Open the workspace</source>
        <translation>Arbeitsbereich öffnen</translation>
    </message>
    <message>
        <source>Put back what was before</source>
        <translation>Stand davor zurückholen</translation>
    </message>
    <message>
        <source>This is gone for good: the log knows what it was, and cannot bring it back.</source>
        <translation>Das ist endgültig weg: Was es war, ist bekannt, lässt sich aber nicht zurückbringen.</translation>
    </message>
    <message>
        <source>What was before holds again.</source>
        <translation>Was vorher war, gilt wieder.</translation>
    </message>
    <message>
        <source>What was done to several links at once cannot be put back from here.</source>
        <translation>Was mit mehreren Links zugleich geschah, lässt sich von hier nicht zurückholen.</translation>
    </message>
    <message>
        <source>about {subject}</source>
        <translation>betrifft {subject}</translation>
    </message>
    <message>
        <source>by {program}</source>
        <translation>mit {program}</translation>
    </message>
    <message>
        <source>from {network}</source>
        <translation>aus {network}</translation>
    </message>
    <message>
        <source>with key {key}</source>
        <translation>mit Schlüssel {key}</translation>
    </message>
</context>
<context>
    <name>ErrorDetails</name>
    <message>
        <source>Error: {code}</source>
        <translation>Fehler: {code}</translation>
    </message>
    <message>
        <source>Field: {name}</source>
        <translation>Feld: {name}</translation>
    </message>
    <message>
        <source>Request: {number}</source>
        <translation>Anfrage: {number}</translation>
    </message>
    <message>
        <source>Time: {time} UTC</source>
        <translation>Zeit: {time} UTC</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Choose another folder…</source>
        <translation>Anderen Ordner wählen…</translation>
    </message>
    <message>
        <source>Export anyway…</source>
        <translation>Trotzdem exportieren…</translation>
    </message>
    <message>
        <source>Export cancelled; no file was written</source>
        <translation>Export abgebrochen; keine Datei wurde geschrieben</translation>
    </message>
    <message>
        <source>Exporting {file}</source>
        <translation>{file} wird exportiert</translation>
    </message>
    <message>
        <source>For trying out only</source>
        <translation>Nur zum Ausprobieren</translation>
    </message>
    <message>
        <source>It is not remembered as printed</source>
        <translation>Er gilt nicht als gedruckt</translation>
    </message>
    <message>
        <source>Not safe to print</source>
        <translation>Für den Druck nicht sicher</translation>
    </message>
    <message>
        <source>Nothing was exported</source>
        <translation>Nichts wurde exportiert</translation>
    </message>
    <message>
        <source>Remembered as printed: it cannot be changed now</source>
        <translation>Als gedruckt gemerkt: jetzt nicht mehr änderbar</translation>
    </message>
    <message>
        <source>The file was not written</source>
        <translation>Die Datei wurde nicht geschrieben</translation>
    </message>
    <message>
        <source>Try again…</source>
        <translation>Noch einmal…</translation>
    </message>
    <message>
        <source>{file} saved</source>
        <translation>{file} gespeichert</translation>
    </message>
    <message>
        <source>{file} saved, not for print</source>
        <translation>{file} gespeichert, nicht für den Druck</translation>
    </message>
</context>
<context>
    <name>ExtraFields</name>
    <message>
        <source>A secret that the receiver has already</source>
        <translation>Ein Geheimnis, das der Empfänger schon hat</translation>
    </message>
    <message>
        <source>Data of your own</source>
        <translation>Eigene Daten</translation>
    </message>
    <message>
        <source>Enter anew</source>
        <translation>Neu eingeben</translation>
    </message>
    <message>
        <source>Enter the headers anew</source>
        <translation>Header neu eingeben</translation>
    </message>
    <message>
        <source>Headers of your own</source>
        <translation>Eigene Header</translation>
    </message>
    <message>
        <source>JSON, 10 KB at most, that is sent along with each event.</source>
        <translation>JSON, höchstens 10 KB; wird mit jedem Ereignis gesendet.</translation>
    </message>
    <message>
        <source>Leave empty for a new one, which is shown once.</source>
        <translation>Leer lassen für ein neues, das einmal gezeigt wird.</translation>
    </message>
    <message>
        <source>Line {number} is not of the form Name: value.</source>
        <translation>Zeile {number} hat nicht die Form Name: Wert.</translation>
    </message>
    <message>
        <source>Name: value, one in each line, such as a token.</source>
        <translation>Name: Wert, einer je Zeile, etwa ein Token.</translation>
    </message>
    <message>
        <source>This must be a JSON object, such as {&quot;shop&quot;: &quot;centre&quot;}.</source>
        <translation>Das muss ein JSON-Objekt sein, etwa {&quot;shop&quot;: &quot;centre&quot;}.</translation>
    </message>
    <message>
        <source>{names}: sent with each request. Their values cannot be read again.</source>
        <translation>{names}: mit jeder Anfrage gesendet. Ihre Werte lassen sich nicht mehr lesen.</translation>
    </message>
    <message>
        <source>{name} is there twice.</source>
        <translation>{name} kommt zweimal vor.</translation>
    </message>
</context>
<context>
    <name>Figure</name>
    <message>
        <source>&gt; {number} %</source>
        <translation>&gt; {number} %</translation>
    </message>
    <message>
        <source>more than +{number} %</source>
        <translation>mehr als +{number} %</translation>
    </message>
    <message>
        <source>{sign}{number} %</source>
        <translation>{sign}{number} %</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Bots, kept apart</source>
        <translation>Bots, getrennt</translation>
    </message>
    <message>
        <source>Busiest hour</source>
        <translation>Stärkste Stunde</translation>
    </message>
    <message>
        <source>Clicks</source>
        <translation>Klicks</translation>
    </message>
    <message>
        <source>Count all hits again</source>
        <translation>Wieder alle Aufrufe zählen</translation>
    </message>
    <message>
        <source>Count clicks alone</source>
        <translation>Nur Klicks zählen</translation>
    </message>
    <message>
        <source>Count scans alone</source>
        <translation>Nur Scans zählen</translation>
    </message>
    <message>
        <source>Of these hits only the number per day is known, not who made them.</source>
        <translation>Von diesen Aufrufen ist nur die Zahl je Tag bekannt, nicht wer sie auslöste.</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>Scans</translation>
    </message>
    <message>
        <source>Search engines, link previews and scanners. They are in no other number.</source>
        <translation>Suchmaschinen, Linkvorschauen und Scanner. Sie stecken in keiner anderen Zahl.</translation>
    </message>
    <message>
        <source>The different visitors of each day, added up: who comes on two days counts twice.</source>
        <translation>Die verschiedenen Besucher jedes Tages, zusammengezählt: Wer an zwei Tagen kommt, zählt doppelt.</translation>
    </message>
    <message>
        <source>Visitors by day</source>
        <translation>Besucher (täglich gezählt)</translation>
    </message>
    <message>
        <source>being counted</source>
        <translation>wird gezählt</translation>
    </message>
    <message>
        <source>being counted anew</source>
        <translation>wird neu gezählt</translation>
    </message>
    <message>
        <source>comparison not known</source>
        <translation>kein Vergleich</translation>
    </message>
    <message>
        <source>in one day</source>
        <translation>an einem Tag</translation>
    </message>
    <message>
        <source>in {days} days</source>
        <translation>in {days} Tagen</translation>
    </message>
    <message>
        <source>none a year before</source>
        <translation>keine im Vorjahr</translation>
    </message>
    <message>
        <source>none in the {days} before</source>
        <translation>keine in den {days} davor</translation>
    </message>
    <message>
        <source>none on the day before</source>
        <translation>keine am Tag davor</translation>
    </message>
    <message>
        <source>not known of these hits</source>
        <translation>von diesen unbekannt</translation>
    </message>
    <message>
        <source>nothing in this time</source>
        <translation>nichts in dieser Zeit</translation>
    </message>
    <message>
        <source>on a year before</source>
        <translation>ggü. dem Vorjahr</translation>
    </message>
    <message>
        <source>on the day before</source>
        <translation>ggü. dem Tag davor</translation>
    </message>
    <message>
        <source>on the {days} before</source>
        <translation>ggü. den {days} davor</translation>
    </message>
    <message>
        <source>unknown with a filter</source>
        <translation>mit Filter nicht bekannt</translation>
    </message>
    <message>
        <source>{count} all day yesterday</source>
        <translation>gestern insgesamt {count}</translation>
    </message>
    <message>
        <source>{count} that day a year before</source>
        <translation>{count} an diesem Tag im Vorjahr</translation>
    </message>
    <message>
        <source>{share} % of all hits</source>
        <translation>{share} % aller Aufrufe</translation>
    </message>
</context>
<context>
    <name>FileExport</name>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Export cancelled; no file was written</source>
        <translation>Export abgebrochen; keine Datei wurde geschrieben</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>JSON-Zeilen (*.jsonl)</translation>
    </message>
</context>
<context>
    <name>FileStep</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Links that were chosen</source>
        <translation>Gewählte Links</translation>
    </message>
    <message>
        <source>Pasted rows</source>
        <translation>Eingefügte Zeilen</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
</context>
<context>
    <name>FilterChip</name>
    <message>
        <source>Filter {filter}, press to remove</source>
        <translation>Filter {filter}, Drücken entfernt ihn</translation>
    </message>
    <message>
        <source>Remove this filter</source>
        <translation>Diesen Filter entfernen</translation>
    </message>
</context>
<context>
    <name>FilterRow</name>
    <message>
        <source>Any</source>
        <translation>Beliebig</translation>
    </message>
    <message>
        <source>Choose the columns</source>
        <translation>Spalten wählen</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>Alle aufheben</translation>
    </message>
    <message>
        <source>Counting; what is pale is from before</source>
        <translation>Wird gezählt; Blasses zeigt den alten Stand</translation>
    </message>
    <message>
        <source>Export this list as CSV</source>
        <translation>Liste als CSV exportieren</translation>
    </message>
    <message>
        <source>Export this list as JSON</source>
        <translation>Liste als JSON exportieren</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Filter links</source>
        <translation>Links filtern</translation>
    </message>
    <message>
        <source>Filter {count} link</source>
        <translation>{count} Link filtern</translation>
    </message>
    <message>
        <source>Filter {count} links</source>
        <translation>{count} Links filtern</translation>
    </message>
    <message>
        <source>Find duplicates…</source>
        <translation>Doppelte suchen…</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Erster Tag</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Folders and tags…</source>
        <translation>Ordner und Schlagwörter…</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>In no folder</source>
        <translation>In keinem Ordner</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>Vorwoche</translation>
    </message>
    <message>
        <source>More for this list</source>
        <translation>Mehr zu dieser Liste</translation>
    </message>
    <message>
        <source>Single hits before {day} have been deleted, so these filters count from then on.</source>
        <translation>Einzelne Aufrufe vor dem {day} wurden gelöscht, darum zählen diese Filter erst ab dann.</translation>
    </message>
    <message>
        <source>Single hits before {day} have been deleted, so this filter counts from then on.</source>
        <translation>Einzelne Aufrufe vor dem {day} wurden gelöscht, darum zählt dieser Filter erst ab dann.</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Export artwork of the chosen links</source>
        <translation>Codes der gewählten Links exportieren</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>print codes selected SVG PNG PDF</source>
        <translation>drucken Druckdaten ausgewählt SVG PNG PDF</translation>
    </message>
</context>
<context>
    <name>FirstLink</name>
    <message>
        <source>Make the first code</source>
        <translation>Ersten Code anlegen</translation>
    </message>
    <message>
        <source>The page people should see</source>
        <translation>Die Seite, die zu sehen sein soll</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>A sample to look around, clearly marked</source>
        <translation>Ein Beispiel zum Umsehen, klar markiert</translation>
    </message>
    <message>
        <source>Accept invitation</source>
        <translation>Einladung annehmen</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>As in the invitation</source>
        <translation>Wie in der Einladung</translation>
    </message>
    <message>
        <source>Back to where you were</source>
        <translation>Zurück zum bisherigen Ort</translation>
    </message>
    <message>
        <source>Code of the invitation</source>
        <translation>Einladungscode</translation>
    </message>
    <message>
        <source>Connect to a server</source>
        <translation>Mit einem Server verbinden</translation>
    </message>
    <message>
        <source>Enter the code that you were sent.</source>
        <translation>Den erhaltenen Code eingeben.</translation>
    </message>
    <message>
        <source>Enter the key that you were given.</source>
        <translation>Den erhaltenen Schlüssel eingeben.</translation>
    </message>
    <message>
        <source>Enter where the server answers.</source>
        <translation>Eingeben, wo der Server antwortet.</translation>
    </message>
    <message>
        <source>For codes on paper that work everywhere. Somebody who knows servers finishes it.</source>
        <translation>Für gedruckte Codes, die überall funktionieren. Den Rest erledigt, wer sich mit Servern auskennt.</translation>
    </message>
    <message>
        <source>How you come in</source>
        <translation>Wie es hineingeht</translation>
    </message>
    <message>
        <source>I have a key</source>
        <translation>Mit Schlüssel</translation>
    </message>
    <message>
        <source>I was invited</source>
        <translation>Eingeladen</translation>
    </message>
    <message>
        <source>In the keyring of your system or, without one, encrypted in a file</source>
        <translation>Im Schlüsselbund des Systems oder, wenn es keinen gibt, verschlüsselt in einer Datei</translation>
    </message>
    <message>
        <source>It is tested first, then kept safely on this computer.</source>
        <translation>Wird erst getestet, dann sicher auf diesem Computer aufbewahrt.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Links work only on this computer: not for print yet. They can move to a server later. Codes for Wi-Fi or contacts need no server.</source>
        <translation>Links funktionieren nur auf diesem Computer: noch nicht für den Druck. Sie können später auf einen Server umziehen. Codes für WLAN oder Kontakte brauchen keinen Server.</translation>
    </message>
    <message>
        <source>Links work only on this network: not for print yet. They can move to a server later. Codes for Wi-Fi or contacts need no server.</source>
        <translation>Links funktionieren nur in diesem Netz: noch nicht für den Druck. Sie können später auf einen Server umziehen. Codes für WLAN oder Kontakte brauchen keinen Server.</translation>
    </message>
    <message>
        <source>Make codes and scan them with a phone</source>
        <translation>Codes anlegen und mit dem Telefon scannen</translation>
    </message>
    <message>
        <source>New to QRDesk? Begin on the left. You can change this later, in the settings.</source>
        <translation>Neu bei QRDesk? Mit der linken Karte anfangen. Das lässt sich später in den Einstellungen ändern.</translation>
    </message>
    <message>
        <source>One click removes the sample</source>
        <translation>Ein Klick entfernt das Beispiel</translation>
    </message>
    <message>
        <source>Phones on this Wi-Fi may scan</source>
        <translation>Scans von Telefonen im WLAN</translation>
    </message>
    <message>
        <source>Ready in a few seconds. Nothing to install, no account.</source>
        <translation>In ein paar Sekunden bereit. Nichts zu installieren, kein Konto.</translation>
    </message>
    <message>
        <source>Set up a server</source>
        <translation>Server einrichten</translation>
    </message>
    <message>
        <source>Somebody runs QRDesk already, and sent you an address with a key or an invitation.</source>
        <translation>QRDesk läuft schon irgendwo, und von dort kam eine Adresse mit Schlüssel oder Einladung.</translation>
    </message>
    <message>
        <source>Test and connect</source>
        <translation>Testen und verbinden</translation>
    </message>
    <message>
        <source>They find this computer at {address}, always with this number.</source>
        <translation>Sie finden diesen Computer unter {address}, immer mit dieser Nummer.</translation>
    </message>
    <message>
        <source>This computer is on no network now</source>
        <translation>Dieser Computer ist gerade in keinem Netz</translation>
    </message>
    <message>
        <source>Try it now</source>
        <translation>Jetzt ausprobieren</translation>
    </message>
    <message>
        <source>Try it on this computer</source>
        <translation>Hier ausprobieren</translation>
    </message>
    <message>
        <source>Where should your links live?</source>
        <translation>Wo sollen die Links liegen?</translation>
    </message>
    <message>
        <source>You can change this later, in the settings.</source>
        <translation>Das lässt sich später in den Einstellungen ändern.</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Eigener Name</translation>
    </message>
</context>
<context>
    <name>FirstScan</name>
    <message>
        <source>Create a link</source>
        <translation>Link anlegen</translation>
    </message>
    <message>
        <source>Make a link and print its code. Every scan then counts here within two seconds.</source>
        <translation>Einen Link anlegen und seinen Code drucken. Jeder Scan zählt dann hier innerhalb von zwei Sekunden.</translation>
    </message>
    <message>
        <source>No scans yet</source>
        <translation>Noch keine Scans</translation>
    </message>
    <message>
        <source>Open its code</source>
        <translation>Den Code öffnen</translation>
    </message>
    <message>
        <source>Open the newest code</source>
        <translation>Neuesten Code öffnen</translation>
    </message>
    <message>
        <source>Print the code or open it on a phone. The first scan shows up here within two seconds.</source>
        <translation>Den Code drucken oder am Telefon öffnen. Der erste Scan erscheint hier innerhalb von zwei Sekunden.</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>All links: {hits}, bots not counted</source>
        <translation>Alle Links: {hits}, ohne Bots</translation>
    </message>
    <message>
        <source>more than {count} links found</source>
        <translation>mehr als {count} Links gefunden</translation>
    </message>
    <message>
        <source>{count} hit in 30 days</source>
        <translation>{count} Aufruf in 30 Tagen</translation>
    </message>
    <message>
        <source>{count} hits in 30 days</source>
        <translation>{count} Aufrufe in 30 Tagen</translation>
    </message>
    <message>
        <source>{count} link</source>
        <translation>{count} Link</translation>
    </message>
    <message>
        <source>{count} link found</source>
        <translation>{count} Link gefunden</translation>
    </message>
    <message>
        <source>{count} links</source>
        <translation>{count} Links</translation>
    </message>
    <message>
        <source>{count} links found</source>
        <translation>{count} Links gefunden</translation>
    </message>
    <message>
        <source>{hits}, bots not counted</source>
        <translation>{hits}, ohne Bots</translation>
    </message>
</context>
<context>
    <name>FormPanel</name>
    <message>
        <source>A setting of the server lets webhooks reach that network.</source>
        <translation>Eine Einstellung des Servers lässt Webhooks in dieses Netz.</translation>
    </message>
    <message>
        <source>Add the webhook</source>
        <translation>Webhook hinzufügen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Do you look after this QRDesk?</source>
        <translation>Betreuen Sie dieses QRDesk?</translation>
    </message>
    <message>
        <source>Edit {name}</source>
        <translation>{name} bearbeiten</translation>
    </message>
    <message>
        <source>New webhook</source>
        <translation>Neuer Webhook</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>FrameTab</name>
    <message>
        <source>Address below</source>
        <translation>Adresse darunter</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>Pfeil</translation>
    </message>
    <message>
        <source>As the modules</source>
        <translation>Wie die Module</translation>
    </message>
    <message>
        <source>Bag</source>
        <translation>Tasche</translation>
    </message>
    <message>
        <source>Banner</source>
        <translation>Banner</translation>
    </message>
    <message>
        <source>Barcode below</source>
        <translation>Strichcode unten</translation>
    </message>
    <message>
        <source>Bold words</source>
        <translation>Text fett</translation>
    </message>
    <message>
        <source>Bring a font from the disk…</source>
        <translation>Schrift vom Datenträger holen…</translation>
    </message>
    <message>
        <source>Button</source>
        <translation>Knopf</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Kalender</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Cart</source>
        <translation>Einkaufswagen</translation>
    </message>
    <message>
        <source>Clipboard</source>
        <translation>Klemmbrett</translation>
    </message>
    <message>
        <source>Colour of the frame</source>
        <translation>Farbe des Rahmens</translation>
    </message>
    <message>
        <source>Colour of the words</source>
        <translation>Textfarbe</translation>
    </message>
    <message>
        <source>Corners</source>
        <translation>Ecken</translation>
    </message>
    <message>
        <source>Euro</source>
        <translation>Euro</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>Schrift</translation>
    </message>
    <message>
        <source>For people without a camera</source>
        <translation>Für Leute ohne Kamera</translation>
    </message>
    <message>
        <source>For tills that read no QR codes</source>
        <translation>Für Kassen, die keine QR-Codes lesen</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Rahmen</translation>
    </message>
    <message>
        <source>Heart</source>
        <translation>Herz</translation>
    </message>
    <message>
        <source>Icon</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>Label above</source>
        <translation>Beschriftung oben</translation>
    </message>
    <message>
        <source>Label below</source>
        <translation>Beschriftung unten</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>Brief</translation>
    </message>
    <message>
        <source>Line around</source>
        <translation>Linie ringsum</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Speisekarte</translation>
    </message>
    <message>
        <source>No frame</source>
        <translation>Kein Rahmen</translation>
    </message>
    <message>
        <source>No icon</source>
        <translation>Keines</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>Scan me</source>
        <translation>Scan mich</translation>
    </message>
    <message>
        <source>Speech bubble</source>
        <translation>Sprechblase</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>Stern</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Anhänger</translation>
    </message>
    <message>
        <source>This code has no article number (GS1)</source>
        <translation>Code ohne Artikelnummer (GS1)</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Two lines</source>
        <translation>Zwei Linien</translation>
    </message>
    <message>
        <source>What suits</source>
        <translation>Was passt</translation>
    </message>
    <message>
        <source>Wi-Fi</source>
        <translation>WLAN</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Words alone</source>
        <translation>Nur Text</translation>
    </message>
</context>
<context>
    <name>GeoCard</name>
    <message>
        <source>Back to the one of QRDesk</source>
        <translation>Zurück zu der von QRDesk</translation>
    </message>
    <message>
        <source>Choose a geo database</source>
        <translation>Geo-Datenbank wählen</translation>
    </message>
    <message>
        <source>Countries of scans</source>
        <translation>Länder der Scans</translation>
    </message>
    <message>
        <source>Countries of scans: {source}, {licence}</source>
        <translation>Länder der Scans: {source}, {licence}</translation>
    </message>
    <message>
        <source>Geo databases (*.mmdb);;All files (*)</source>
        <translation>Geo-Datenbanken (*.mmdb);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>It knows countries only.</source>
        <translation>Sie kennt nur Länder.</translation>
    </message>
    <message>
        <source>It knows countries, regions and cities.</source>
        <translation>Sie kennt Länder, Regionen und Städte.</translation>
    </message>
    <message>
        <source>It was made on {day}.</source>
        <translation>Sie ist vom {day}.</translation>
    </message>
    <message>
        <source>Scans from now on are told by {name}</source>
        <translation>Scans werden ab jetzt mit {name} zugeordnet</translation>
    </message>
    <message>
        <source>The server has a database of its own. Whoever runs it names another one in QRDESK_GEO_DATABASE.</source>
        <translation>Der Server hat eine eigene Datenbank. Wer ihn betreibt, nennt in QRDESK_GEO_DATABASE eine andere.</translation>
    </message>
    <message>
        <source>This is the database that comes with QRDesk.</source>
        <translation>Das ist die mitgelieferte Datenbank.</translation>
    </message>
    <message>
        <source>This is the database {name}, which the setting QRDESK_GEO_DATABASE of this computer names.</source>
        <translation>Das ist die Datenbank {name} aus der Einstellung QRDESK_GEO_DATABASE dieses Computers.</translation>
    </message>
    <message>
        <source>This is your own database {name}.</source>
        <translation>Das ist die eigene Datenbank {name}.</translation>
    </message>
    <message>
        <source>Use another file…</source>
        <translation>Andere Datei verwenden…</translation>
    </message>
    <message>
        <source>What your own database does not know: {source}, {licence}</source>
        <translation>Was die eigene Datenbank nicht kennt: {source}, {licence}</translation>
    </message>
    <message>
        <source>Where a scan came from is an estimate by its network; no address is kept for it.</source>
        <translation>Woher ein Scan kam, wird nach seinem Netz geschätzt; keine Adresse wird dafür aufbewahrt.</translation>
    </message>
</context>
<context>
    <name>GradientField</name>
    <message>
        <source>Add a colour</source>
        <translation>Farbe hinzufügen</translation>
    </message>
    <message>
        <source>Colour {n} of {all}, {colour} at {at} %</source>
        <translation>Farbe {n} von {all}, {colour} bei {at} %</translation>
    </message>
    <message>
        <source>Remove this colour</source>
        <translation>Diese Farbe entfernen</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>Rund</translation>
    </message>
    <message>
        <source>Stands at</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Straight</source>
        <translation>Gerade</translation>
    </message>
    <message>
        <source>Where this colour stands, in per cent</source>
        <translation>Wo diese Farbe steht, in Prozent</translation>
    </message>
    <message>
        <source>{name}: angle in degrees</source>
        <translation>{name}: Winkel in Grad</translation>
    </message>
    <message>
        <source>{name}: colour in the gradient</source>
        <translation>{name}: Farbe im Verlauf</translation>
    </message>
    <message>
        <source>{name}: kind of gradient</source>
        <translation>{name}: Art des Verlaufs</translation>
    </message>
</context>
<context>
    <name>Grip</name>
    <message>
        <source>Drag to change the order (Alt+Up, Alt+Down)</source>
        <translation>Ziehen ändert die Reihenfolge (Alt+Auf, Alt+Ab)</translation>
    </message>
</context>
<context>
    <name>HeadKeys</name>
    <message>
        <source>Alt with an arrow key makes the column narrower or wider.</source>
        <translation>Alt mit einer Pfeiltaste macht die Spalte schmaler oder breiter.</translation>
    </message>
    <message>
        <source>Ctrl+A ticks all rows.</source>
        <translation>Strg+A kreuzt alle Zeilen an.</translation>
    </message>
    <message>
        <source>Enter on a head sorts by it.</source>
        <translation>Eingabe auf einem Spaltenkopf sortiert danach.</translation>
    </message>
    <message>
        <source>Left and right arrow keys go to the heads of the columns, Esc back to the rows.</source>
        <translation>Pfeiltasten nach links und rechts führen zu den Spaltenköpfen, Esc zurück zu den Zeilen.</translation>
    </message>
    <message>
        <source>Tick all rows</source>
        <translation>Alle Zeilen ankreuzen</translation>
    </message>
    <message>
        <source>{column}, not sorted</source>
        <translation>{column}, nicht sortiert</translation>
    </message>
    <message>
        <source>{column}, sorted ascending</source>
        <translation>{column}, aufsteigend sortiert</translation>
    </message>
    <message>
        <source>{column}, sorted descending</source>
        <translation>{column}, absteigend sortiert</translation>
    </message>
</context>
<context>
    <name>HeatCard</name>
    <message>
        <source>Hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>Show as colours</source>
        <translation>Als Farben zeigen</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>Als Tabelle zeigen</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>{counted} by weekday and hour</source>
        <translation>{counted} nach Wochentag und Stunde</translation>
    </message>
    <message>
        <source>{count}, {share}</source>
        <translation>{count}, {share}</translation>
    </message>
</context>
<context>
    <name>HeatMap</name>
    <message>
        <source>Hits by weekday and hour</source>
        <translation>Aufrufe nach Wochentag und Stunde</translation>
    </message>
</context>
<context>
    <name>HeldCode</name>
    <message>
        <source>Drag it into another program</source>
        <translation>In ein anderes Programm ziehen</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>Kapitel</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Find in this chapter</source>
        <translation>In diesem Kapitel suchen</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Not in this chapter</source>
        <translation>Nicht in diesem Kapitel</translation>
    </message>
    <message>
        <source>Nothing in the manual is like that</source>
        <translation>Nichts im Handbuch passt dazu</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>Handbuch durchsuchen</translation>
    </message>
    <message>
        <source>The code is copied</source>
        <translation>Der Code ist kopiert</translation>
    </message>
    <message>
        <source>Try fewer words.</source>
        <translation>Weniger Wörter versuchen.</translation>
    </message>
    <message>
        <source>{chapter}: {words}</source>
        <translation>{chapter}: {words}</translation>
    </message>
    <message>
        <source>{count} place</source>
        <translation>{count} Stelle</translation>
    </message>
    <message>
        <source>{count} places</source>
        <translation>{count} Stellen</translation>
    </message>
    <message>
        <source>{heading}: {words} {places}</source>
        <translation>{heading}: {words} {places}</translation>
    </message>
</context>
<context>
    <name>Helping</name>
    <message>
        <source>Copy diagnostics…</source>
        <translation>Diagnose kopieren…</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Open log</source>
        <translation>Log öffnen</translation>
    </message>
    <message>
        <source>Something went wrong here</source>
        <translation>Hier ist etwas schiefgegangen</translation>
    </message>
    <message>
        <source>What you typed and saved is kept. Go on, or press F5. If it comes back, send the diagnostics to whoever helps you. It was noted in the log as {number}.</source>
        <translation>Eingegebenes und Gespeichertes ist erhalten. Einfach weitermachen oder F5 drücken. Tritt es wieder auf, senden Sie die Diagnose an die Person, die Ihnen hilft. Es steht im Protokoll als {number}.</translation>
    </message>
</context>
<context>
    <name>HiddenLink</name>
    <message>
        <source>Show it</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>{name} is saved. The filter hides it.</source>
        <translation>{name} ist gespeichert. Der Filter verbirgt ihn.</translation>
    </message>
    <message>
        <source>{name} is saved. This tab does not list it.</source>
        <translation>{name} ist gespeichert. In diesem Reiter steht er nicht.</translation>
    </message>
</context>
<context>
    <name>HistoryView</name>
    <message>
        <source>No change is on record.</source>
        <translation>Keine Änderung ist verzeichnet.</translation>
    </message>
    <message>
        <source>Show older changes</source>
        <translation>Ältere Änderungen zeigen</translation>
    </message>
    <message>
        <source>Your key may not read who changed what.</source>
        <translation>Dieser Schlüssel darf nicht lesen, wer was geändert hat.</translation>
    </message>
    <message>
        <source>changed {day} by {name}</source>
        <translation>geändert am {day} von {name}</translation>
    </message>
    <message>
        <source>{name} is as it was before</source>
        <translation>{name} ist wieder wie vorher</translation>
    </message>
    <message>
        <source>{name} is as it was before that change</source>
        <translation>{name} ist wie vor dieser Änderung</translation>
    </message>
</context>
<context>
    <name>HitExport</name>
    <message>
        <source>Export hits</source>
        <translation>Aufrufe exportieren</translation>
    </message>
    <message>
        <source>Exporting hits</source>
        <translation>Aufrufe werden exportiert</translation>
    </message>
    <message>
        <source>No single hit of these is known, only their number per day. The chart&apos;s menu saves those.</source>
        <translation>Von diesen Zugriffen ist keiner einzeln bekannt, nur ihre Zahl je Tag. Das Menü des Diagramms speichert sie.</translation>
    </message>
    <message>
        <source>The hits are in {file}, {size}</source>
        <translation>Die Aufrufe sind in {file}, {size}</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>A sample to try things with</source>
        <translation>Ein Beispiel zum Ausprobieren</translation>
    </message>
    <message>
        <source>All links</source>
        <translation>Alle Links</translation>
    </message>
    <message>
        <source>For these scans only the number of each day is known. New scans show up here.</source>
        <translation>Von diesen Scans ist nur die Zahl je Tag bekannt. Neue Scans erscheinen hier.</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Latest scans and clicks</source>
        <translation>Zuletzt gescannt und geklickt</translation>
    </message>
    <message>
        <source>Links used lately</source>
        <translation>Zuletzt verwendete Links</translation>
    </message>
    <message>
        <source>Made lately</source>
        <translation>Zuletzt angelegt</translation>
    </message>
    <message>
        <source>Make your first code, print it or open it on a phone: who scans it shows up here.</source>
        <translation>Den ersten Code anlegen, ihn drucken oder am Telefon öffnen: Wer ihn scannt, steht dann hier.</translation>
    </message>
    <message>
        <source>No scans yet. Print the code or open it on a phone.</source>
        <translation>Noch keine Scans. Den Code drucken oder am Telefon öffnen.</translation>
    </message>
    <message>
        <source>Remove the sample</source>
        <translation>Beispiel entfernen</translation>
    </message>
    <message>
        <source>Scans show up here as soon as they are loaded.</source>
        <translation>Scans erscheinen hier, sobald sie geladen sind.</translation>
    </message>
    <message>
        <source>The sample is only for trying out</source>
        <translation>Das Beispiel ist nur zum Ausprobieren</translation>
    </message>
    <message>
        <source>Used lately</source>
        <translation>Zuletzt verwendet</translation>
    </message>
    <message>
        <source>Your key may not read scans.</source>
        <translation>Dieser Schlüssel darf Scans nicht lesen.</translation>
    </message>
    <message>
        <source>{address} leads there now</source>
        <translation>{address} führt jetzt dorthin</translation>
    </message>
    <message>
        <source>{name} is there to look around. Its scans are made up and stay in all figures until you remove it.</source>
        <translation>{name} ist zum Umsehen da. Seine Scans sind erfunden und zählen überall mit, bis es entfernt ist.</translation>
    </message>
</context>
<context>
    <name>Hours</name>
    <message>
        <source>All day</source>
        <translation>Ganztägig</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>Enter from when to when, or tick All day.</source>
        <translation>Von wann bis wann eingeben oder Ganztägig ankreuzen.</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>Täglich</translation>
    </message>
    <message>
        <source>From, as 11:00</source>
        <translation>Von, etwa 11:00</translation>
    </message>
    <message>
        <source>Mon–Fri</source>
        <translation>Mo–Fr</translation>
    </message>
    <message>
        <source>Remove these hours</source>
        <translation>Diese Zeiten entfernen</translation>
    </message>
    <message>
        <source>Sat–Sun</source>
        <translation>Sa–So</translation>
    </message>
    <message>
        <source>Tick at least one day.</source>
        <translation>Mindestens einen Tag ankreuzen.</translation>
    </message>
    <message>
        <source>To, as 15:00; 24:00 is midnight</source>
        <translation>Bis, etwa 15:00; 24:00 ist Mitternacht</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
</context>
<context>
    <name>HoursTable</name>
    <message>
        <source>A week before</source>
        <translation>Eine Woche vorher</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>Scans today by hour, as a table</source>
        <translation>Scans von heute nach Stunde, als Tabelle</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>{hour}, so far</source>
        <translation>{hour}, bisher</translation>
    </message>
    <message>
        <source>{hour}: {today} scans</source>
        <translation>{hour}: {today} Scans</translation>
    </message>
    <message>
        <source>{hour}: {today} scans, {before} a week before</source>
        <translation>{hour}: {today} Scans, {before} eine Woche vorher</translation>
    </message>
</context>
<context>
    <name>ImportCard</name>
    <message>
        <source>Bring your links along</source>
        <translation>Links importieren</translation>
    </message>
    <message>
        <source>Export a list in the other program, CSV or JSON, and choose it here. It is looked through first: nothing is made before you have seen what would become of each row.</source>
        <translation>Im anderen Programm eine Liste als CSV oder JSON exportieren und hier wählen. Zuerst wird nur nachgesehen: Nichts entsteht, bevor zu sehen war, was aus jeder Zeile würde.</translation>
    </message>
    <message>
        <source>Import links…</source>
        <translation>Links importieren…</translation>
    </message>
    <message>
        <source>QRDesk reads lists from {names}, and any other list</source>
        <translation>QRDesk liest Listen von {names} und jede andere Liste</translation>
    </message>
</context>
<context>
    <name>ImportPanel</name>
    <message>
        <source>CSV or JSON, as the other program exports it</source>
        <translation>CSV oder JSON, wie das andere Programm es exportiert</translation>
    </message>
    <message>
        <source>Cannot be imported</source>
        <translation>Nicht importierbar</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Exported by</source>
        <translation>Exportiert von</translation>
    </message>
    <message>
        <source>Import links</source>
        <translation>Links importieren</translation>
    </message>
    <message>
        <source>Import {count} link</source>
        <translation>{count} Link importieren</translation>
    </message>
    <message>
        <source>Import {count} links</source>
        <translation>{count} Links importieren</translation>
    </message>
    <message>
        <source>It is looked through first: nothing is made before you have seen it.</source>
        <translation>Zuerst wird nur nachgesehen: Nichts entsteht, bevor es hier zu sehen war.</translation>
    </message>
    <message>
        <source>Links without a folder go into</source>
        <translation>Links ohne Ordner kommen in</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>Kein Ordner</translation>
    </message>
    <message>
        <source>Nothing to import</source>
        <translation>Nichts zu importieren</translation>
    </message>
    <message>
        <source>Read as: {program}.</source>
        <translation>Gelesen als: {program}.</translation>
    </message>
    <message>
        <source>Row {row}: {reason}</source>
        <translation>Zeile {row}: {reason}</translation>
    </message>
    <message>
        <source>Tell from the file</source>
        <translation>An der Datei erkennen</translation>
    </message>
    <message>
        <source>They count on the day the link was made, today where the list names none.</source>
        <translation>Sie zählen am Tag, an dem der Link angelegt wurde, oder heute, wenn die Liste keinen nennt.</translation>
    </message>
    <message>
        <source>To know</source>
        <translation>Gut zu wissen</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} weitere</translation>
    </message>
    <message>
        <source>{count} are here already.</source>
        <translation>{count} sind schon hier.</translation>
    </message>
    <message>
        <source>{count} is here already.</source>
        <translation>{count} ist schon hier.</translation>
    </message>
    <message>
        <source>{count} of {rows} can be imported</source>
        <translation>{count} von {rows} importierbar</translation>
    </message>
    <message>
        <source>{count} row</source>
        <translation>{count} Zeile</translation>
    </message>
    <message>
        <source>{count} row brings hits without days.</source>
        <translation>{count} Zeile bringt Aufrufe ohne Tage mit.</translation>
    </message>
    <message>
        <source>{count} row cannot be imported.</source>
        <translation>{count} Zeile lässt sich nicht importieren.</translation>
    </message>
    <message>
        <source>{count} rows</source>
        <translation>{count} Zeilen</translation>
    </message>
    <message>
        <source>{count} rows bring hits without days.</source>
        <translation>{count} Zeilen bringen Aufrufe ohne Tage mit.</translation>
    </message>
    <message>
        <source>{count} rows cannot be imported.</source>
        <translation>{count} Zeilen lassen sich nicht importieren.</translation>
    </message>
    <message>
        <source>{hosts} is no domain here: those links get the default domain.</source>
        <translation>{hosts} ist hier keine Domain: Diese Links bekommen die Standarddomain.</translation>
    </message>
</context>
<context>
    <name>Importer</name>
    <message>
        <source>Cancelled: nothing was imported</source>
        <translation>Abgebrochen: Nichts wurde importiert</translation>
    </message>
    <message>
        <source>Folder for the rows that were not imported</source>
        <translation>Ordner für die nicht importierten Zeilen</translation>
    </message>
    <message>
        <source>Import links from a list</source>
        <translation>Links aus einer Liste importieren</translation>
    </message>
    <message>
        <source>Importing {name}</source>
        <translation>{name} wird importiert</translation>
    </message>
    <message>
        <source>Lists (*.csv *.tsv *.txt *.json);;All files (*)</source>
        <translation>Listen (*.csv *.tsv *.txt *.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Looking through {name}</source>
        <translation>{name} wird durchgesehen</translation>
    </message>
    <message>
        <source>Nothing new: {count} link was here already</source>
        <translation>Nichts Neues: {count} Link war schon hier</translation>
    </message>
    <message>
        <source>Nothing new: {count} links were here already</source>
        <translation>Nichts Neues: {count} Links waren schon hier</translation>
    </message>
    <message>
        <source>Nothing was imported</source>
        <translation>Nichts wurde importiert</translation>
    </message>
    <message>
        <source>They are in {file}, each with its reason. Mend them there and import that file.</source>
        <translation>Sie stehen mit ihrem Grund in {file}. Dort berichtigen und diese Datei importieren.</translation>
    </message>
    <message>
        <source>not sent: the import was cancelled</source>
        <translation>nicht gesendet: Der Import wurde abgebrochen</translation>
    </message>
    <message>
        <source>not sent: {reason}</source>
        <translation>nicht gesendet: {reason}</translation>
    </message>
    <message>
        <source>{count} link imported</source>
        <translation>{count} Link importiert</translation>
    </message>
    <message>
        <source>{count} link was here already</source>
        <translation>{count} Link war schon hier</translation>
    </message>
    <message>
        <source>{count} links imported</source>
        <translation>{count} Links importiert</translation>
    </message>
    <message>
        <source>{count} links were here already</source>
        <translation>{count} Links waren schon hier</translation>
    </message>
    <message>
        <source>{count} row did not go in</source>
        <translation>{count} Zeile wurde nicht übernommen</translation>
    </message>
    <message>
        <source>{count} rows did not go in</source>
        <translation>{count} Zeilen wurden nicht übernommen</translation>
    </message>
    <message>
        <source>{left} of {all} rows did not go in</source>
        <translation>{left} von {all} Zeilen wurden nicht importiert</translation>
    </message>
    <message>
        <source>{name} is looked through. Nothing is imported yet</source>
        <translation>{name} ist durchgesehen. Importiert ist noch nichts</translation>
    </message>
    <message>
        <source>{problem} The other {count} are in.</source>
        <translation>{problem} Die anderen {count} sind importiert.</translation>
    </message>
</context>
<context>
    <name>InkField</name>
    <message>
        <source>Black ink alone: sharpest in print</source>
        <translation>Schwarze Farbe allein: am schärfsten im Druck</translation>
    </message>
    <message>
        <source>Black plate alone, in PDF.</source>
        <translation>Nur die schwarze Platte, im PDF.</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>K only</source>
        <translation>Nur K</translation>
    </message>
    <message>
        <source>Spot</source>
        <translation>Vollton</translation>
    </message>
</context>
<context>
    <name>InvitationPanel</name>
    <message>
        <source>Copy the code for {name} now</source>
        <translation>Einladungscode für {name} jetzt kopieren</translation>
    </message>
    <message>
        <source>Days for which the code is good</source>
        <translation>Tage, die der Einladungscode gilt</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Ended {day}</source>
        <translation>Abgelaufen {day}</translation>
    </message>
    <message>
        <source>Invite somebody to work here</source>
        <translation>Jemanden zur Mitarbeit einladen</translation>
    </message>
    <message>
        <source>Is the code lost? Withdraw it, and make a new one.</source>
        <translation>Code verloren? Zurücknehmen und einen neuen erstellen.</translation>
    </message>
    <message>
        <source>Joined {day}</source>
        <translation>Dabei seit {day}</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Make the code</source>
        <translation>Einladung anlegen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>New invitation</source>
        <translation>Neue Einladung</translation>
    </message>
    <message>
        <source>Open until {day}</source>
        <translation>Offen bis {day}</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Say whom it is for.</source>
        <translation>Angeben, für wen sie ist.</translation>
    </message>
    <message>
        <source>Send it over a safe channel, together with the address.</source>
        <translation>Auf sicherem Weg senden, zusammen mit der Adresse.</translation>
    </message>
    <message>
        <source>Somebody who is invited enters the server&apos;s address and a code in QRDesk, and gets a key.</source>
        <translation>Wer eingeladen ist, gibt in QRDesk die Adresse des Servers und den Einladungscode ein und bekommt einen Schlüssel.</translation>
    </message>
    <message>
        <source>The code</source>
        <translation>Der Einladungscode</translation>
    </message>
    <message>
        <source>The code is copied</source>
        <translation>Der Einladungscode ist kopiert</translation>
    </message>
    <message>
        <source>The code is good for</source>
        <translation>Der Einladungscode gilt</translation>
    </message>
    <message>
        <source>The code lets nobody in from now on.</source>
        <translation>Der Einladungscode lässt ab jetzt niemanden mehr ein.</translation>
    </message>
    <message>
        <source>This is the one time you can see it. Whoever has it can come in, once.</source>
        <translation>Er ist nur dieses eine Mal zu sehen. Wer ihn hat, kann einmal beitreten.</translation>
    </message>
    <message>
        <source>Whoever is invited starts QRDesk at their own computer, chooses “Connect to a server” and “I was invited”, and enters this address and the code.</source>
        <translation>Wer eingeladen ist, startet QRDesk am eigenen Computer, wählt „Mit einem Server verbinden“ und „Eingeladen“ und gibt diese Adresse und den Code ein.</translation>
    </message>
    <message>
        <source>Whom it is for</source>
        <translation>Für wen sie ist</translation>
    </message>
    <message>
        <source>Withdraw it</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>Withdraw…</source>
        <translation>Zurücknehmen…</translation>
    </message>
    <message>
        <source>You send a code. They enter it once, at their own computer, and have a key of their own.</source>
        <translation>Sie senden einen Code. Er wird einmal am eigenen Computer eingegeben, und damit gibt es einen eigenen Schlüssel.</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>made {day}</source>
        <translation>angelegt am {day}</translation>
    </message>
</context>
<context>
    <name>InvitationsPart</name>
    <message>
        <source>A code lets in one person, once. Withdraw it for as long as nobody has joined with it.</source>
        <translation>Ein Einladungscode lässt eine Person einmal ein. Zurücknehmen geht, solange ihn niemand benutzt hat.</translation>
    </message>
    <message>
        <source>Invitation</source>
        <translation>Einladung</translation>
    </message>
    <message>
        <source>Invitation for {name} made</source>
        <translation>Einladung für {name} angelegt</translation>
    </message>
    <message>
        <source>Invitations</source>
        <translation>Einladungen</translation>
    </message>
    <message>
        <source>New invitation</source>
        <translation>Neue Einladung</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>The invitation for {name} is withdrawn</source>
        <translation>Die Einladung für {name} ist zurückgenommen</translation>
    </message>
    <message>
        <source>The invitations could not be loaded</source>
        <translation>Die Einladungen ließen sich nicht laden</translation>
    </message>
    <message>
        <source>Your key may not invite people.</source>
        <translation>Dieser Schlüssel darf niemanden einladen.</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG-Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>Save rows</source>
        <translation>Zeilen speichern</translation>
    </message>
    <message>
        <source>Saving {file}</source>
        <translation>{file} wird gespeichert</translation>
    </message>
    <message>
        <source>The picture is in {file}</source>
        <translation>Das Bild ist in {file}</translation>
    </message>
    <message>
        <source>The rows are in {file}</source>
        <translation>Die Zeilen sind in {file}</translation>
    </message>
</context>
<context>
    <name>KeptDays</name>
    <message>
        <source>day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>für immer</translation>
    </message>
</context>
<context>
    <name>KeptForm</name>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep the audit log</source>
        <translation>Aktivität aufbewahren</translation>
    </message>
    <message>
        <source>Keep the audit log for ever</source>
        <translation>Die Aktivität für immer aufbewahren</translation>
    </message>
    <message>
        <source>Keep the audit log for so many days</source>
        <translation>Die Aktivität so viele Tage aufbewahren</translation>
    </message>
    <message>
        <source>Older entries are deleted. At least {count} days.</source>
        <translation>Ältere Einträge werden gelöscht. Mindestens {count} Tage.</translation>
    </message>
    <message>
        <source>Once saved, entries of the audit log from before {day} are deleted for ever.</source>
        <translation>Nach dem Speichern werden Einträge der Aktivität vor dem {day} endgültig gelöscht.</translation>
    </message>
    <message>
        <source>Only an owner may change it.</source>
        <translation>Nur Inhaber dürfen das ändern.</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Tarif</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>{limits} Applies at once.</source>
        <translation>{limits} Gilt sofort.</translation>
    </message>
</context>
<context>
    <name>KeyForm</name>
    <message>
        <source>A member&apos;s key ends with their membership, a program&apos;s stays. Invite a colleague, and they get their own.</source>
        <translation>Der Schlüssel eines Mitglieds endet mit der Mitgliedschaft, der eines Programms bleibt. Kollegen einladen: Sie bekommen einen eigenen.</translation>
    </message>
    <message>
        <source>A program</source>
        <translation>Ein Programm</translation>
    </message>
    <message>
        <source>A program&apos;s key stays when people go. For another member, an owner makes one.</source>
        <translation>Der Schlüssel eines Programms bleibt, wenn Leute gehen. Für andere Mitglieder legt ihn ein Inhaber an.</translation>
    </message>
    <message>
        <source>A program&apos;s key stays when people go. Invite a colleague, and they get their own.</source>
        <translation>Der Schlüssel eines Programms bleibt, wenn Menschen gehen. Kollegen einladen: Sie bekommen einen eigenen.</translation>
    </message>
    <message>
        <source>As its plan says</source>
        <translation>Wie im Tarif</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Endet</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Give it a name, so that you know it again.</source>
        <translation>Einen Namen geben, damit er wiederzuerkennen ist.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Only from these networks</source>
        <translation>Nur aus diesen Netzen</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Tarif</translation>
    </message>
    <message>
        <source>Requests a minute</source>
        <translation>Anfragen pro Minute</translation>
    </message>
    <message>
        <source>Separated by commas; empty: from anywhere</source>
        <translation>Mit Kommas getrennt; leer: von überall</translation>
    </message>
    <message>
        <source>Tick at least one thing that it may do.</source>
        <translation>Mindestens eine Berechtigung ankreuzen.</translation>
    </message>
    <message>
        <source>What it is for, such as the till</source>
        <translation>Wofür er ist, etwa die Kasse</translation>
    </message>
    <message>
        <source>{plan}, {count} a minute</source>
        <translation>{plan}, {count} pro Minute</translation>
    </message>
</context>
<context>
    <name>KeyPanel</name>
    <message>
        <source>A program needs a key of its own, and so does a person at another computer.</source>
        <translation>Ein Programm braucht einen eigenen Schlüssel, ebenso eine Person an einem anderen Computer.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Copy the key for {name} now</source>
        <translation>Schlüssel für {name} jetzt kopieren</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Each gets a key of its own. You choose what it may do, and can take it back at any time.</source>
        <translation>Jeder Zugang hat einen eigenen Schlüssel. Sie wählen, was er darf, und können ihn jederzeit widerrufen.</translation>
    </message>
    <message>
        <source>Ends at once</source>
        <translation>Endet sofort</translation>
    </message>
    <message>
        <source>For a person: at the other computer start QRDesk, choose “Connect to a server”, and enter this address and the key.</source>
        <translation>Für eine Person: am anderen Computer QRDesk starten, „Mit einem Server verbinden“ wählen, diese Adresse und den Schlüssel eingeben.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Let a program or a person in</source>
        <translation>Ein Programm oder eine Person hereinlassen</translation>
    </message>
    <message>
        <source>Make the key</source>
        <translation>Schlüssel anlegen</translation>
    </message>
    <message>
        <source>Make the new key</source>
        <translation>Neuen Schlüssel ausgeben</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Neuer Schlüssel</translation>
    </message>
    <message>
        <source>Only the key itself is new, all else stays. Put it wherever this key is used.</source>
        <translation>Nur der Schlüssel selbst wird neu, alles andere bleibt. Den neuen überall einsetzen, wo der bisherige verwendet wird.</translation>
    </message>
    <message>
        <source>Programs that use it are refused from now on. This cannot be undone.</source>
        <translation>Programme, die ihn verwenden, werden ab jetzt abgewiesen. Das ist endgültig.</translation>
    </message>
    <message>
        <source>QRDesk keeps only a fingerprint. This is the one time you can see it.</source>
        <translation>QRDesk bewahrt nur einen Fingerabdruck auf. Er ist nur dieses eine Mal zu sehen.</translation>
    </message>
    <message>
        <source>Revoke for ever</source>
        <translation>Endgültig widerrufen</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>Widerrufen…</translation>
    </message>
    <message>
        <source>Rotate key…</source>
        <translation>Schlüssel erneuern…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Send it over a safe channel, not by e-mail.</source>
        <translation>Auf sicherem Weg senden, nicht per E-Mail.</translation>
    </message>
    <message>
        <source>The key is copied</source>
        <translation>Der Schlüssel ist kopiert</translation>
    </message>
    <message>
        <source>The new key</source>
        <translation>Der neue Schlüssel</translation>
    </message>
    <message>
        <source>The old key</source>
        <translation>Bisheriger Schlüssel</translation>
    </message>
    <message>
        <source>This app uses this key: it would lose the server at once. This cannot be undone.</source>
        <translation>Diese App verwendet diesen Schlüssel: Sie würde den Server sofort verlieren. Das ist endgültig.</translation>
    </message>
    <message>
        <source>What binds the key of this app binds it too.</source>
        <translation>Was den Schlüssel dieser App bindet, bindet auch ihn.</translation>
    </message>
    <message>
        <source>Works for 3 more days</source>
        <translation>Gilt noch 3 Tage</translation>
    </message>
    <message>
        <source>Works for 7 more days</source>
        <translation>Gilt noch 7 Tage</translation>
    </message>
    <message>
        <source>Works for one more day</source>
        <translation>Gilt noch einen Tag</translation>
    </message>
</context>
<context>
    <name>KeyWay</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>The address is copied</source>
        <translation>Adresse kopiert</translation>
    </message>
    <message>
        <source>This address works in this network only, and while QRDesk runs here.</source>
        <translation>Diese Adresse funktioniert nur in diesem Netzwerk und solange QRDesk hier läuft.</translation>
    </message>
    <message>
        <source>This address works on this computer only. Others need QRDesk on a server.</source>
        <translation>Diese Adresse funktioniert nur auf diesem Computer. Andere brauchen QRDesk auf einem Server.</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>A member&apos;s key</source>
        <translation>Schlüssel eines Mitglieds</translation>
    </message>
    <message>
        <source>A program&apos;s key</source>
        <translation>Schlüssel eines Programms</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Zugang</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Add a domain</source>
        <translation>Domain hinzufügen</translation>
    </message>
    <message>
        <source>Add a webhook</source>
        <translation>Webhook hinzufügen</translation>
    </message>
    <message>
        <source>Analytics</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>Archive the link or the ticked ones</source>
        <translation>Link oder angekreuzte archivieren</translation>
    </message>
    <message>
        <source>Back to the rows</source>
        <translation>Zurück zu den Zeilen</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Chapter after</source>
        <translation>Nächstes Kapitel</translation>
    </message>
    <message>
        <source>Chapter before</source>
        <translation>Voriges Kapitel</translation>
    </message>
    <message>
        <source>Close the app</source>
        <translation>App schließen</translation>
    </message>
    <message>
        <source>Close the panel; what is typed is kept</source>
        <translation>Seitenfeld schließen; Getipptes bleibt</translation>
    </message>
    <message>
        <source>Column before, column after</source>
        <translation>Spalte davor, Spalte danach</translation>
    </message>
    <message>
        <source>Column narrower or wider</source>
        <translation>Spalte schmaler oder breiter</translation>
    </message>
    <message>
        <source>Copy the code for a layout program</source>
        <translation>Code für ein Layoutprogramm kopieren</translation>
    </message>
    <message>
        <source>Copy the short link</source>
        <translation>Kurzlink kopieren</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Domains</source>
        <translation>Domains</translation>
    </message>
    <message>
        <source>Ended {day}</source>
        <translation>Abgelaufen am {day}</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Export the code</source>
        <translation>Code exportieren</translation>
    </message>
    <message>
        <source>Export the log</source>
        <translation>Aktivität exportieren</translation>
    </message>
    <message>
        <source>Filter the links</source>
        <translation>Links filtern</translation>
    </message>
    <message>
        <source>Find in the chapter</source>
        <translation>Im Kapitel suchen</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Help for this page</source>
        <translation>Hilfe zu dieser Seite</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>In a form</source>
        <translation>In einem Formular</translation>
    </message>
    <message>
        <source>In a table</source>
        <translation>In einer Tabelle</translation>
    </message>
    <message>
        <source>In the chart over time</source>
        <translation>Im Zeitverlauf</translation>
    </message>
    <message>
        <source>In the head of a table</source>
        <translation>Im Kopf einer Tabelle</translation>
    </message>
    <message>
        <source>It is an owner&apos;s: only owners change or revoke it.</source>
        <translation>Er gehört einem Inhaber: Nur Inhaber ändern oder widerrufen ihn.</translation>
    </message>
    <message>
        <source>It reaches further than the key of this app, which cannot change or revoke it.</source>
        <translation>Er reicht weiter als der Schlüssel dieser App, die ihn weder ändern noch widerrufen kann.</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Look for what was changed</source>
        <translation>Änderungen suchen</translation>
    </message>
    <message>
        <source>Make the codes</source>
        <translation>Codes anlegen</translation>
    </message>
    <message>
        <source>Minus</source>
        <translation>Minus</translation>
    </message>
    <message>
        <source>Move a rule up or down</source>
        <translation>Regel nach oben oder unten</translation>
    </message>
    <message>
        <source>Move along in what is larger</source>
        <translation>Im größeren Teil weitergehen</translation>
    </message>
    <message>
        <source>New key, invitation, workspace or plan</source>
        <translation>Neuer Schlüssel, Einladung, Arbeitsbereich oder Tarif</translation>
    </message>
    <message>
        <source>New link</source>
        <translation>Neuer Link</translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation>Nächster Teil des Fensters</translation>
    </message>
    <message>
        <source>Open the row</source>
        <translation>Zeile öffnen</translation>
    </message>
    <message>
        <source>Pages and links</source>
        <translation>Seiten und Links</translation>
    </message>
    <message>
        <source>Plus</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>Previous part</source>
        <translation>Voriger Teil</translation>
    </message>
    <message>
        <source>Print on an office printer</source>
        <translation>Auf einem Bürodrucker drucken</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Rename the link</source>
        <translation>Link umbenennen</translation>
    </message>
    <message>
        <source>Revoked {day}</source>
        <translation>Widerrufen am {day}</translation>
    </message>
    <message>
        <source>Row above, row below</source>
        <translation>Zeile darüber, darunter</translation>
    </message>
    <message>
        <source>Save the link</source>
        <translation>Link speichern</translation>
    </message>
    <message>
        <source>Save the look</source>
        <translation>Aussehen speichern</translation>
    </message>
    <message>
        <source>Search, or run a command</source>
        <translation>Suchen oder Befehl ausführen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Umschalt</translation>
    </message>
    <message>
        <source>Show a part larger, show more</source>
        <translation>Einen Teil größer, mehr zeigen</translation>
    </message>
    <message>
        <source>Show the whole period</source>
        <translation>Ganzen Zeitraum zeigen</translation>
    </message>
    <message>
        <source>Sidebar wide or narrow</source>
        <translation>Seitenleiste breit oder schmal</translation>
    </message>
    <message>
        <source>Sort by the column, or the other way round</source>
        <translation>Nach der Spalte sortieren, noch einmal: umgekehrt</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Step before, step after</source>
        <translation>Schritt davor, Schritt danach</translation>
    </message>
    <message>
        <source>Studio</source>
        <translation>Studio</translation>
    </message>
    <message>
        <source>The old key works until {moment}.</source>
        <translation>Der bisherige Schlüssel gilt bis {moment}.</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>Diese Liste</translation>
    </message>
    <message>
        <source>Tick all rows</source>
        <translation>Alle Zeilen ankreuzen</translation>
    </message>
    <message>
        <source>Tick the row</source>
        <translation>Zeile ankreuzen</translation>
    </message>
    <message>
        <source>To the heads of the columns</source>
        <translation>Zu den Spaltenköpfen</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>Letzte Änderung rückgängig machen</translation>
    </message>
    <message>
        <source>Untick all, then close the panel</source>
        <translation>Kreuze weg, dann Seitenfeld schließen</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>Webhooks</translation>
    </message>
    <message>
        <source>Whatever is ticked, it does no more than the role of its member allows.</source>
        <translation>Was auch angekreuzt ist, er darf nicht mehr als die Rolle seines Mitglieds.</translation>
    </message>
    <message>
        <source>Whoever has it acts in the name of its member: only they, or an owner, give it a new text.</source>
        <translation>Wer ihn hat, handelt im Namen seines Mitglieds: Nur dieses oder ein Inhaber erneuert ihn.</translation>
    </message>
    <message>
        <source>Whoever has it acts in the name of {name}: only they, or an owner, give it a new text.</source>
        <translation>Wer ihn hat, handelt im Namen von {name}: Nur diese Person oder ein Inhaber erneuert ihn.</translation>
    </message>
    <message>
        <source>last used {moment}</source>
        <translation>zuletzt verwendet {moment}</translation>
    </message>
    <message>
        <source>last used {moment} by {program}</source>
        <translation>zuletzt verwendet {moment} mit {program}</translation>
    </message>
    <message>
        <source>last used {moment} from {network}</source>
        <translation>zuletzt verwendet {moment} aus {network}</translation>
    </message>
    <message>
        <source>last used {moment} from {network} by {program}</source>
        <translation>zuletzt verwendet {moment} aus {network} mit {program}</translation>
    </message>
    <message>
        <source>made {day}</source>
        <translation>angelegt am {day}</translation>
    </message>
    <message>
        <source>not used yet</source>
        <translation>noch nicht verwendet</translation>
    </message>
</context>
<context>
    <name>KeysPart</name>
    <message>
        <source>A key never reaches further than the person or the scopes it was made with.</source>
        <translation>Ein Schlüssel reicht nie weiter als die Person oder die Berechtigungen, mit denen er angelegt wurde.</translation>
    </message>
    <message>
        <source>Ended {day}</source>
        <translation>Ende {day}</translation>
    </message>
    <message>
        <source>Ends {day}</source>
        <translation>Bis {day}</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Key {name} has a new text</source>
        <translation>Schlüssel {name} ist erneuert</translation>
    </message>
    <message>
        <source>Key {name} is revoked</source>
        <translation>Schlüssel {name} ist widerrufen</translation>
    </message>
    <message>
        <source>Key {name} made</source>
        <translation>Schlüssel {name} angelegt</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Neuer Schlüssel</translation>
    </message>
    <message>
        <source>Revoked {day}</source>
        <translation>Widerrufen {day}</translation>
    </message>
    <message>
        <source>Saved: {name}</source>
        <translation>Gespeichert: {name}</translation>
    </message>
    <message>
        <source>The key {name}, which this app used, is revoked</source>
        <translation>Der Schlüssel {name} dieser App ist widerrufen</translation>
    </message>
    <message>
        <source>The keys could not be loaded</source>
        <translation>Die Schlüssel ließen sich nicht laden</translation>
    </message>
    <message>
        <source>a member&apos;s</source>
        <translation>eines Mitglieds</translation>
    </message>
    <message>
        <source>a program&apos;s</source>
        <translation>eines Programms</translation>
    </message>
    <message>
        <source>not used yet</source>
        <translation>unbenutzt</translation>
    </message>
</context>
<context>
    <name>KindGrid</name>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Choose what else the code carries</source>
        <translation>Wählen, was der Code sonst trägt</translation>
    </message>
    <message>
        <source>More kinds</source>
        <translation>Weitere Arten</translation>
    </message>
    <message>
        <source>What the code carries</source>
        <translation>Was der Code trägt</translation>
    </message>
</context>
<context>
    <name>KindsField</name>
    <message>
        <source>All events</source>
        <translation>Alle Ereignisse</translation>
    </message>
    <message>
        <source>Only these</source>
        <translation>Nur diese</translation>
    </message>
    <message>
        <source>Search engines, previews and monitors</source>
        <translation>Suchmaschinen, Vorschauen und Überwachung</translation>
    </message>
    <message>
        <source>Visits of bots, too</source>
        <translation>Auch Aufrufe von Bots</translation>
    </message>
    <message>
        <source>Which events</source>
        <translation>Welche Ereignisse</translation>
    </message>
</context>
<context>
    <name>LabelPart</name>
    <message>
        <source>Address on the label</source>
        <translation>Adresse aufs Etikett</translation>
    </message>
    <message>
        <source>Code alone</source>
        <translation>Code allein</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etikett</translation>
    </message>
    <message>
        <source>No. {row:04}</source>
        <translation>Nr. {row:04}</translation>
    </message>
    <message>
        <source>Only what stands behind the slash</source>
        <translation>Nur der Teil hinter dem Schrägstrich</translation>
    </message>
    <message>
        <source>Running number</source>
        <translation>Laufende Nummer</translation>
    </message>
    <message>
        <source>Short link on the label</source>
        <translation>Kurzlink aufs Etikett</translation>
    </message>
    <message>
        <source>Size of the first line. Longer text is made smaller.</source>
        <translation>Größe der ersten Zeile. Längerer Text wird kleiner.</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>The whole of it, to be typed</source>
        <translation>Ganz, zum Abtippen</translation>
    </message>
    <message>
        <source>Words below the code</source>
        <translation>Text unter dem Code</translation>
    </message>
    <message>
        <source>Words beside the code</source>
        <translation>Text neben dem Code</translation>
    </message>
    <message>
        <source>mm</source>
        <translation>mm</translation>
    </message>
    <message>
        <source>{row:04} is the number of the row. Columns stand in braces, too, as in {title}.</source>
        <translation>{row:04} ist die Nummer der Zeile. Auch Spalten stehen in geschweiften Klammern, etwa {title}.</translation>
    </message>
</context>
<context>
    <name>LanguageButton</name>
    <message>
        <source>Language: {name}</source>
        <translation>Sprache: {name}</translation>
    </message>
    <message>
        <source>The setting {name} of this computer decides.</source>
        <translation>Die Einstellung {name} dieses Computers entscheidet.</translation>
    </message>
</context>
<context>
    <name>LanguageCard</name>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Dates and numbers go by your country.</source>
        <translation>Datum und Zahlen richten sich nach dem Land.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
</context>
<context>
    <name>LastStep</name>
    <message>
        <source>A code was exported for print on {day}.</source>
        <translation>Ein Code wurde am {day} für den Druck exportiert.</translation>
    </message>
    <message>
        <source>Delete for ever</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Delete {name}?</source>
        <translation>{name} löschen?</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Whoever scans a printed code of it sees a page that says it is gone. This cannot be undone, and {address} is never given away again.</source>
        <translation>Wer einen gedruckten Code davon scannt, sieht eine Seite, die sagt, dass es ihn nicht mehr gibt. Das ist endgültig, und {address} wird nie wieder vergeben.</translation>
    </message>
</context>
<context>
    <name>LaterCard</name>
    <message>
        <source>Restart now</source>
        <translation>Jetzt neu starten</translation>
    </message>
    <message>
        <source>Takes effect when QRDesk is opened again. What you typed is kept.</source>
        <translation>Gilt nach dem nächsten Öffnen von QRDesk. Getipptes bleibt erhalten.</translation>
    </message>
    <message>
        <source>The setting {name} of this computer decides.</source>
        <translation>Die Einstellung {name} dieses Computers entscheidet.</translation>
    </message>
</context>
<context>
    <name>LeaderCard</name>
    <message>
        <source>Clicks</source>
        <translation>Klicks</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Links with most hits</source>
        <translation>Links mit den meisten Aufrufen</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>Scans</translation>
    </message>
    <message>
        <source>and {count} hit at other links</source>
        <translation>und {count} Aufruf bei anderen Links</translation>
    </message>
    <message>
        <source>and {count} hits at other links</source>
        <translation>und {count} Aufrufe bei anderen Links</translation>
    </message>
</context>
<context>
    <name>Leads</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy the line for Caddy</source>
        <translation>Zeile für Caddy kopieren</translation>
    </message>
    <message>
        <source>Copy the name of the record that leads here</source>
        <translation>Namen des Eintrags kopieren, der hierher führt</translation>
    </message>
    <message>
        <source>Copy the name that leads here already</source>
        <translation>Namen kopieren, der schon hierher führt</translation>
    </message>
    <message>
        <source>For whoever looks after the server</source>
        <translation>Für die Betreuung des Servers</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>So that visitors get here</source>
        <translation>Damit Besucher hier ankommen</translation>
    </message>
    <message>
        <source>{host} leads here already, so a CNAME record can name it.</source>
        <translation>{host} führt schon hierher; ein CNAME-Eintrag kann diesen Namen nennen.</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>Before it is printed</source>
        <translation>Vor dem Druck</translation>
    </message>
    <message>
        <source>It did not leave the app</source>
        <translation>Es hat die App nicht verlassen</translation>
    </message>
    <message>
        <source>Nothing was printed</source>
        <translation>Nichts wurde gedruckt</translation>
    </message>
    <message>
        <source>Open the code first, then drag it: what is shown is what leaves</source>
        <translation>Den Code zuerst öffnen, dann ziehen: Was zu sehen ist, geht hinaus</translation>
    </message>
    <message>
        <source>There is no code to copy yet</source>
        <translation>Noch gibt es keinen Code zum Kopieren</translation>
    </message>
</context>
<context>
    <name>Leftovers</name>
    <message>
        <source>{count} webhooks are deleted now. QRDesk had ended before that was done.</source>
        <translation>{count} Webhooks sind jetzt gelöscht. QRDesk war vorher beendet worden.</translation>
    </message>
    <message>
        <source>{name} is deleted now. QRDesk had ended before that was done.</source>
        <translation>{name} ist jetzt gelöscht. QRDesk war vorher beendet worden.</translation>
    </message>
    <message>
        <source>{name} is still there, and was not deleted</source>
        <translation>{name} ist noch da und wurde nicht gelöscht</translation>
    </message>
    <message>
        <source>{name} is still there, but paused: {reason}</source>
        <translation>{name} ist noch da, aber pausiert: {reason}</translation>
    </message>
</context>
<context>
    <name>LimitFields</name>
    <message>
        <source>Count from 0 again</source>
        <translation>Wieder ab 0 zählen</translation>
    </message>
    <message>
        <source>Else a page says that it is over</source>
        <translation>Sonst erscheint ein Hinweis</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Endet</translation>
    </message>
    <message>
        <source>Enter a whole number, 1 or more.</source>
        <translation>Eine ganze Zahl eingeben, mindestens 1.</translation>
    </message>
    <message>
        <source>Hit limit</source>
        <translation>Aufrufgrenze</translation>
    </message>
    <message>
        <source>It is taken away when you save.</source>
        <translation>Es wird beim Speichern entfernt.</translation>
    </message>
    <message>
        <source>It would end before it starts.</source>
        <translation>Er würde enden, bevor er beginnt.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keines</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Set; type to change it</source>
        <translation>Festgelegt; zum Ändern eintippen</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <source>Times are those of this computer: {zone}.</source>
        <translation>Zeiten sind die dieses Computers: {zone}.</translation>
    </message>
    <message>
        <source>Visitors go here until the page answers again</source>
        <translation>Besucher kommen hierher, bis die Seite wieder antwortet</translation>
    </message>
    <message>
        <source>When it is over</source>
        <translation>Wenn es vorbei ist</translation>
    </message>
    <message>
        <source>While its page is down</source>
        <translation>Wenn die Seite nicht antwortet</translation>
    </message>
    <message>
        <source>from {day}</source>
        <translation>ab {day}</translation>
    </message>
    <message>
        <source>password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>bis {day}</translation>
    </message>
    <message>
        <source>{count} hit</source>
        <translation>{count} Aufruf</translation>
    </message>
    <message>
        <source>{count} hits</source>
        <translation>{count} Aufrufe</translation>
    </message>
    <message>
        <source>{count} used</source>
        <translation>{count} verbraucht</translation>
    </message>
</context>
<context>
    <name>LinkBringer</name>
    <message>
        <source>Batch makes other codes at the moment. Export these when it is done.</source>
        <translation>Der Stapel macht gerade andere Codes. Exportieren Sie diese, wenn er fertig ist.</translation>
    </message>
    <message>
        <source>Cancelled. Batch is as it was.</source>
        <translation>Abgebrochen. Der Stapel ist, wie er war.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Listing the links that were chosen</source>
        <translation>Gewählte Links werden aufgelistet</translation>
    </message>
    <message>
        <source>Short link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>The links could not be listed</source>
        <translation>Die Links ließen sich nicht auflisten</translation>
    </message>
    <message>
        <source>The list {file} is put away, the links are here</source>
        <translation>Die Liste {file} ist weggelegt, die Links sind hier</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
</context>
<context>
    <name>LinkConflict</name>
    <message>
        <source>A password is set</source>
        <translation>Ein Passwort ist festgelegt</translation>
    </message>
    <message>
        <source>Back to my text</source>
        <translation>Zurück zu meinem Text</translation>
    </message>
    <message>
        <source>Kept, as only one of you changed it: {fields}.</source>
        <translation>Nur von einem geändert, wird übernommen: {fields}.</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Meine</translation>
    </message>
    <message>
        <source>Mine everywhere</source>
        <translation>Überall meine Fassung</translation>
    </message>
    <message>
        <source>Save this</source>
        <translation>So speichern</translation>
    </message>
    <message>
        <source>Saved {time}: {name}. Changed by somebody else meanwhile, and kept: {fields}</source>
        <translation>Gespeichert um {time}: {name}. Inzwischen anderswo geändert, bleibt: {fields}</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Theirs everywhere</source>
        <translation>Überall die andere Fassung</translation>
    </message>
    <message>
        <source>This link was changed elsewhere at {time}</source>
        <translation>Dieser Link wurde um {time} anderswo geändert</translation>
    </message>
    <message>
        <source>You changed the same. Nothing is saved yet: choose for each field what holds.</source>
        <translation>Dasselbe wurde hier auch geändert. Noch ist nichts gespeichert: Bitte für jedes Feld wählen, was gelten soll.</translation>
    </message>
    <message>
        <source>{name} changed this link at {time}</source>
        <translation>{name} hat diesen Link um {time} geändert</translation>
    </message>
    <message>
        <source>{name}&apos;s everywhere</source>
        <translation>Überall die von {name}</translation>
    </message>
</context>
<context>
    <name>LinkEditor</name>
    <message>
        <source>Changes to {name} are kept here, but not saved</source>
        <translation>Änderungen an {name} bleiben hier, sind aber nicht gespeichert</translation>
    </message>
    <message>
        <source>Enter the page this link should lead to.</source>
        <translation>Die Seite eingeben, zu der dieser Link führen soll.</translation>
    </message>
    <message>
        <source>Saved {time}: {name}</source>
        <translation>Gespeichert um {time}: {name}</translation>
    </message>
    <message>
        <source>Saved, but mind this</source>
        <translation>Gespeichert, aber zu beachten</translation>
    </message>
    <message>
        <source>The link you had begun is put aside</source>
        <translation>Der begonnene Link ist beiseitegelegt</translation>
    </message>
    <message>
        <source>{name} is as it was before: {fields}</source>
        <translation>{name} ist wieder wie vorher: {fields}</translation>
    </message>
    <message>
        <source>{name} is as it was before: {fields} and {count} more</source>
        <translation>{name} ist wieder wie vorher: {fields} und {count} weitere</translation>
    </message>
</context>
<context>
    <name>LinkFinder</name>
    <message>
        <source>{count} hit</source>
        <translation>{count} Aufruf</translation>
    </message>
    <message>
        <source>{count} hits</source>
        <translation>{count} Aufrufe</translation>
    </message>
</context>
<context>
    <name>LinkNeed</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Use https://…</source>
        <translation>Mit https://…</translation>
    </message>
</context>
<context>
    <name>LinkTable</name>
    <message>
        <source>Archived</source>
        <translation>Archiviert</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Folder and tags</source>
        <translation>Ordner, Schlagwörter</translation>
    </message>
    <message>
        <source>From {day}</source>
        <translation>Ab {day}</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>Leads to</source>
        <translation>Führt zu</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Page is down</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>Page is {status}</source>
        <translation>Seite: {status}</translation>
    </message>
    <message>
        <source>Page not checked yet</source>
        <translation>Seite noch nicht geprüft</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Scheduled</source>
        <translation>Geplant</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>The page answers</source>
        <translation>Die Seite antwortet</translation>
    </message>
    <message>
        <source>The page did not answer lately</source>
        <translation>Die Seite hat zuletzt nicht geantwortet</translation>
    </message>
    <message>
        <source>The page is down</source>
        <translation>Die Seite ist nicht erreichbar</translation>
    </message>
    <message>
        <source>Title and short link</source>
        <translation>Titel und Kurzlink</translation>
    </message>
    <message>
        <source>Used up</source>
        <translation>Aufgebraucht</translation>
    </message>
    <message>
        <source>{count} hits in 30 days</source>
        <translation>{count} Aufrufe in 30 Tagen</translation>
    </message>
    <message>
        <source>{title}, {address}, leads to {destination}, {hits} hits, {state}</source>
        <translation>{title}, {address}, führt zu {destination}, {hits} Aufrufe, {state}</translation>
    </message>
</context>
<context>
    <name>LinkTabs</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archiviert</translation>
    </message>
    <message>
        <source>Broken page</source>
        <translation>Defekt</translation>
    </message>
    <message>
        <source>Keep this list as a view</source>
        <translation>Liste als Ansicht speichern</translation>
    </message>
    <message>
        <source>Lists of links</source>
        <translation>Listen von Links</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>Gedruckt</translation>
    </message>
    <message>
        <source>{count}+</source>
        <translation>{count}+</translation>
    </message>
</context>
<context>
    <name>LinksFrame</name>
    <message>
        <source>Clear the filter</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Import from Bitly, YOURLS, Kutt, Shlink or CSV</source>
        <translation>Aus Bitly, YOURLS, Kutt, Shlink oder CSV importieren</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Make nothing</source>
        <translation>Nichts anlegen</translation>
    </message>
    <message>
        <source>New link</source>
        <translation>Neuer Link</translation>
    </message>
    <message>
        <source>New link (Ctrl+N)</source>
        <translation>Neuer Link (Strg+N)</translation>
    </message>
    <message>
        <source>Nothing by that name</source>
        <translation>Nichts mit diesem Namen</translation>
    </message>
    <message>
        <source>Paste the page people should see. You get a short link and its code.</source>
        <translation>Die Seite einfügen, die zu sehen sein soll. Daraus werden ein Kurzlink und sein Code.</translation>
    </message>
    <message>
        <source>Print a code once, change its page whenever you like</source>
        <translation>Einen Code einmal drucken, die Seite dahinter jederzeit ändern</translation>
    </message>
    <message>
        <source>Try fewer letters, or another list.</source>
        <translation>Weniger Buchstaben versuchen oder eine andere Liste.</translation>
    </message>
    <message>
        <source>Your key may not make links.</source>
        <translation>Dieser Schlüssel darf keine Links anlegen.</translation>
    </message>
</context>
<context>
    <name>LinksPage</name>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>The links could not be loaded</source>
        <translation>Die Links ließen sich nicht laden</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>You see what was loaded before. What you type stays here until it can be saved.</source>
        <translation>Zu sehen ist, was vorher geladen wurde. Getipptes bleibt hier, bis es sich speichern lässt.</translation>
    </message>
</context>
<context>
    <name>LiveCard</name>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>The next scan shows up here.</source>
        <translation>Der nächste Scan erscheint hier.</translation>
    </message>
    <message>
        <source>The next scan that fits the filters shows up here.</source>
        <translation>Der nächste Scan, der zu den Filtern passt, erscheint hier.</translation>
    </message>
    <message>
        <source>all links, {count} a minute</source>
        <translation>alle Links, {count} pro Minute</translation>
    </message>
    <message>
        <source>{count} in the last minute</source>
        <translation>{count} in der letzten Minute</translation>
    </message>
</context>
<context>
    <name>LiveList</name>
    <message>
        <source>Last scans</source>
        <translation>Letzte Scans</translation>
    </message>
</context>
<context>
    <name>LoadingBar</name>
    <message>
        <source>Loading</source>
        <translation>Wird geladen</translation>
    </message>
</context>
<context>
    <name>LogoTab</name>
    <message>
        <source>1 module</source>
        <translation>1 Modul</translation>
    </message>
    <message>
        <source>A picture in the middle: PNG, JPEG, WebP, or SVG of plain shapes.</source>
        <translation>Ein Bild in der Mitte: PNG, JPEG, WebP oder SVG aus einfachen Formen.</translation>
    </message>
    <message>
        <source>Add a logo…</source>
        <translation>Logo hinzufügen…</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>Unverändert</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>Below the middle, in per cent of the width</source>
        <translation>Unter der Mitte, in Prozent der Breite</translation>
    </message>
    <message>
        <source>Circle</source>
        <translation>Kreis</translation>
    </message>
    <message>
        <source>Clear space around</source>
        <translation>Freiraum ringsum</translation>
    </message>
    <message>
        <source>Clear the modules behind it</source>
        <translation>Module dahinter freistellen</translation>
    </message>
    <message>
        <source>Colour of the logo</source>
        <translation>Farbe des Logos</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Not safe at any size: use a higher level</source>
        <translation>Bei keiner Größe sicher: höhere Stufe nehmen</translation>
    </message>
    <message>
        <source>One ink</source>
        <translation>Eine Farbe</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Umriss</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Right of the middle, in per cent of the width</source>
        <translation>Rechts der Mitte, in Prozent der Breite</translation>
    </message>
    <message>
        <source>Safe to {n} %</source>
        <translation>Sicher bis {n} %</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Quadrat</translation>
    </message>
    <message>
        <source>To the right</source>
        <translation>Nach rechts</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n} %</translation>
    </message>
    <message>
        <source>{n} % of the width</source>
        <translation>{n} % der Breite</translation>
    </message>
    <message>
        <source>{n} modules</source>
        <translation>{n} Module</translation>
    </message>
</context>
<context>
    <name>LookMeeting</name>
    <message>
        <source>Back to my look</source>
        <translation>Zurück zum eigenen Aussehen</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Meine</translation>
    </message>
    <message>
        <source>Nothing is saved yet: choose which one holds.</source>
        <translation>Noch ist nichts gespeichert: wählen, was gilt.</translation>
    </message>
    <message>
        <source>Save this</source>
        <translation>So speichern</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Which one holds</source>
        <translation>Was gilt</translation>
    </message>
    <message>
        <source>{name} was changed by somebody else meanwhile</source>
        <translation>{name} wurde inzwischen von jemand anderem geändert</translation>
    </message>
</context>
<context>
    <name>MakeButton</name>
    <message>
        <source>Make codes…</source>
        <translation>Codes anlegen…</translation>
    </message>
    <message>
        <source>Make {count} codes…</source>
        <translation>{count} Codes anlegen…</translation>
    </message>
    <message>
        <source>Make {count} code…</source>
        <translation>{count} Code anlegen…</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>Läuft…</translation>
    </message>
</context>
<context>
    <name>MakeCode</name>
    <message>
        <source>Create and print</source>
        <translation>Anlegen und drucken</translation>
    </message>
    <message>
        <source>Create link</source>
        <translation>Link anlegen</translation>
    </message>
    <message>
        <source>E-mail, phone, place, event, payment and others, in the Studio</source>
        <translation>E-Mail, Telefon, Ort, Termin, Zahlung und anderes, im Studio</translation>
    </message>
    <message>
        <source>Make a code</source>
        <translation>Code anlegen</translation>
    </message>
    <message>
        <source>Or a code for</source>
        <translation>Oder ein Code für</translation>
    </message>
    <message>
        <source>The page people should see</source>
        <translation>Die Seite, die zu sehen sein soll</translation>
    </message>
    <message>
        <source>Use https://…</source>
        <translation>Mit https://…</translation>
    </message>
    <message>
        <source>Your key may not make links.</source>
        <translation>Dieser Schlüssel darf keine Links anlegen.</translation>
    </message>
    <message>
        <source>and more</source>
        <translation>und mehr</translation>
    </message>
    <message>
        <source>as {address}</source>
        <translation>als {address}</translation>
    </message>
</context>
<context>
    <name>ManualFinder</name>
    <message>
        <source>Manual</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>{chapter}, manual</source>
        <translation>{chapter}, Handbuch</translation>
    </message>
</context>
<context>
    <name>ManualText</name>
    <message>
        <source>Chapter</source>
        <translation>Kapitel</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Picture: {what}</source>
        <translation>Bild: {what}</translation>
    </message>
</context>
<context>
    <name>ManyForm</name>
    <message>
        <source>Add a link</source>
        <translation>Link hinzufügen</translation>
    </message>
    <message>
        <source>Any folder</source>
        <translation>Jeder</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Apply to {count} link</source>
        <translation>Auf {count} Link anwenden</translation>
    </message>
    <message>
        <source>Apply to {count} links</source>
        <translation>Auf {count} Links anwenden</translation>
    </message>
    <message>
        <source>Apply “{name}” to these codes</source>
        <translation>„{name}“ auf diese Codes anwenden</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>Gewählte</translation>
    </message>
    <message>
        <source>Codes on paper stay as they are; files exported from now on look like this.</source>
        <translation>Codes auf Papier bleiben, wie sie sind; ab jetzt exportierte Dateien sehen so aus.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>In no folder</source>
        <translation>In keinem Ordner</translation>
    </message>
    <message>
        <source>In title, address, note</source>
        <translation>In Titel, Adresse, Notiz</translation>
    </message>
    <message>
        <source>Links that match</source>
        <translation>Passende Links</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>Very many links match.</source>
        <translation>Sehr viele Links passen.</translation>
    </message>
    <message>
        <source>Which link</source>
        <translation>Welcher Link</translation>
    </message>
    <message>
        <source>Which links</source>
        <translation>Welche Links</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} weitere</translation>
    </message>
    <message>
        <source>{count} link matches.</source>
        <translation>{count} Link passt.</translation>
    </message>
    <message>
        <source>{count} links match.</source>
        <translation>{count} Links passen.</translation>
    </message>
</context>
<context>
    <name>MapCard</name>
    <message>
        <source>All countries</source>
        <translation>Alle Länder</translation>
    </message>
    <message>
        <source>Click to count all again</source>
        <translation>Klicken, um wieder alle zu zählen</translation>
    </message>
    <message>
        <source>Click to filter</source>
        <translation>Klicken zum Filtern</translation>
    </message>
    <message>
        <source>No place is known in this period</source>
        <translation>In diesem Zeitraum ist kein Ort bekannt</translation>
    </message>
    <message>
        <source>Outlines: Natural Earth</source>
        <translation>Umrisse: Natural Earth</translation>
    </message>
    <message>
        <source>Show as list</source>
        <translation>Als Liste zeigen</translation>
    </message>
    <message>
        <source>Show as list for every country.</source>
        <translation>Für jedes Land als Liste zeigen.</translation>
    </message>
    <message>
        <source>Show as map</source>
        <translation>Als Karte zeigen</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>{counted} by country</source>
        <translation>{counted} nach Land</translation>
    </message>
    <message>
        <source>{count} not on the map</source>
        <translation>{count} nicht auf der Karte</translation>
    </message>
    <message>
        <source>{count}, {share}</source>
        <translation>{count}, {share}</translation>
    </message>
</context>
<context>
    <name>MeasureBar</name>
    <message>
        <source>As large as on paper, if this screen knows its own size.</source>
        <translation>Größe wie auf Papier, wenn der Bildschirm sie richtig meldet.</translation>
    </message>
    <message>
        <source>As large as on paper: this screen was measured.</source>
        <translation>So groß wie auf Papier: Dieser Bildschirm wurde gemessen.</translation>
    </message>
    <message>
        <source>Hold a bank card (85.6 mm wide) against the outline and move the slider until both are as wide.</source>
        <translation>Eine Bankkarte (85,6 mm breit) an den Umriss halten und den Regler schieben, bis beide gleich breit sind.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Measure again…</source>
        <translation>Neu messen…</translation>
    </message>
    <message>
        <source>Measure this screen…</source>
        <translation>Diesen Bildschirm messen…</translation>
    </message>
    <message>
        <source>Use what the screen says</source>
        <translation>Angabe des Bildschirms nehmen</translation>
    </message>
    <message>
        <source>Width of the outline</source>
        <translation>Breite des Umrisses</translation>
    </message>
</context>
<context>
    <name>Meeting</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Somebody else changed the same meanwhile, so nothing was saved. Theirs: {fields}. What you typed stays: save again to put it in the place of theirs.</source>
        <translation>Jemand anderes hat inzwischen dasselbe geändert, darum wurde nichts gespeichert. Dort geändert: {fields}. Getipptes bleibt: Noch einmal speichern ersetzt die andere Änderung.</translation>
    </message>
    <message>
        <source>Taken in: {fields}. What you typed stays as it is.</source>
        <translation>Übernommen: {fields}. Getipptes bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>This link was deleted elsewhere</source>
        <translation>Dieser Link wurde anderswo gelöscht</translation>
    </message>
    <message>
        <source>What stands here is kept until you close it, but there is no link to save it to.</source>
        <translation>Was hier steht, bleibt bis zum Schließen, aber es gibt keinen Link mehr, in dem es sich speichern ließe.</translation>
    </message>
    <message>
        <source>What you typed stays as it is.</source>
        <translation>Getipptes bleibt, wie es ist.</translation>
    </message>
</context>
<context>
    <name>MemberPanel</name>
    <message>
        <source>A member needs a name.</source>
        <translation>Ein Mitglied braucht einen Namen.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Leave the workspace…</source>
        <translation>Arbeitsbereich verlassen…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Only owners change owners.</source>
        <translation>Nur Inhaber ändern Inhaber.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>Your key ends at once. To come back, you need another invitation.</source>
        <translation>Der eigene Schlüssel endet sofort. Für die Rückkehr ist eine neue Einladung nötig.</translation>
    </message>
    <message>
        <source>has no key; an owner can make one</source>
        <translation>hat keinen Schlüssel; ein Inhaber kann ihn anlegen</translation>
    </message>
    <message>
        <source>has no key; one can be made under Keys</source>
        <translation>hat keinen Schlüssel; er lässt sich unter Schlüssel anlegen</translation>
    </message>
    <message>
        <source>here since {day}</source>
        <translation>hier seit {day}</translation>
    </message>
    <message>
        <source>signs in with {key}</source>
        <translation>meldet sich mit {key} an</translation>
    </message>
    <message>
        <source>{name} is out at once, and their key ends. What they made stays. This cannot be undone: to come back, they need another invitation.</source>
        <translation>{name} hat sofort keinen Zugang mehr, und der Schlüssel endet. Was angelegt wurde, bleibt. Das lässt sich nicht rückgängig machen: Für die Rückkehr braucht es eine neue Einladung.</translation>
    </message>
</context>
<context>
    <name>MembersPart</name>
    <message>
        <source>Invite…</source>
        <translation>Einladen…</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Saved: {name}</source>
        <translation>Gespeichert: {name}</translation>
    </message>
    <message>
        <source>The members could not be loaded</source>
        <translation>Die Mitglieder ließen sich nicht laden</translation>
    </message>
    <message>
        <source>There is always an owner. Who is removed is out at once; what they made stays.</source>
        <translation>Einen Inhaber gibt es immer. Wer entfernt wird, hat sofort keinen Zugang mehr; was angelegt wurde, bleibt.</translation>
    </message>
    <message>
        <source>You have left {workspace}</source>
        <translation>{workspace} ist verlassen</translation>
    </message>
    <message>
        <source>no key yet</source>
        <translation>kein Schlüssel</translation>
    </message>
    <message>
        <source>not seen yet</source>
        <translation>noch nie</translation>
    </message>
    <message>
        <source>{name} (you)</source>
        <translation>{name} (Sie)</translation>
    </message>
    <message>
        <source>{name} is no longer a member</source>
        <translation>{name} ist kein Mitglied mehr</translation>
    </message>
</context>
<context>
    <name>MeterLine</name>
    <message>
        <source>More than the plan has; links go on.</source>
        <translation>Mehr, als der Tarif hat; Links führen weiter.</translation>
    </message>
    <message>
        <source>Soon used up.</source>
        <translation>Bald aufgebraucht.</translation>
    </message>
    <message>
        <source>Used up until next month.</source>
        <translation>Aufgebraucht bis zum nächsten Monat.</translation>
    </message>
    <message>
        <source>{count} of {limit}</source>
        <translation>{count} von {limit}</translation>
    </message>
    <message>
        <source>{count}, no limit</source>
        <translation>{count}, ohne Grenze</translation>
    </message>
</context>
<context>
    <name>MiddlePanel</name>
    <message>
        <source>As large as on paper</source>
        <translation>So groß wie auf Papier</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Copy the code (Ctrl+Shift+C)</source>
        <translation>Code kopieren (Strg+Umschalt+C)</translation>
    </message>
    <message>
        <source>Copy the code for a layout program (Ctrl+Shift+C), or drag it there from the picture</source>
        <translation>Code für ein Layoutprogramm kopieren (Strg+Umschalt+C) oder aus dem Bild dorthin ziehen</translation>
    </message>
    <message>
        <source>Do it again (Ctrl+Shift+Z)</source>
        <translation>Wiederholen (Strg+Umschalt+Z)</translation>
    </message>
    <message>
        <source>Keep name, look and content of this code (Ctrl+S)</source>
        <translation>Name, Aussehen und Inhalt dieses Codes speichern (Strg+S)</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etikett</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Ungespeichert</translation>
    </message>
    <message>
        <source>Plain</source>
        <translation>Nur Code</translation>
    </message>
    <message>
        <source>Poster</source>
        <translation>Plakat</translation>
    </message>
    <message>
        <source>Preview only: the file holds the code alone</source>
        <translation>Nur Vorschau: Die Datei enthält nur den Code</translation>
    </message>
    <message>
        <source>Reads {content}</source>
        <translation>Gelesen: {content}</translation>
    </message>
    <message>
        <source>Save code</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save look</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>See it on</source>
        <translation>Ansehen auf</translation>
    </message>
    <message>
        <source>Show the code on</source>
        <translation>Code zeigen auf</translation>
    </message>
    <message>
        <source>Take the last change back (Ctrl+Z)</source>
        <translation>Letzte Änderung zurücknehmen (Strg+Z)</translation>
    </message>
    <message>
        <source>Tent</source>
        <translation>Aufsteller</translation>
    </message>
    <message>
        <source>True size</source>
        <translation>Wahre Größe</translation>
    </message>
    <message>
        <source>Version {version}, error correction {level}, {n} by {n} modules, each {module} mm wide</source>
        <translation>Version {version}, Fehlerkorrektur {level}, {n} mal {n} Module zu je {module} mm</translation>
    </message>
    <message>
        <source>{thing}. Preview only: the file holds the code alone</source>
        <translation>{thing}. Nur Vorschau: Die Datei enthält nur den Code</translation>
    </message>
    <message>
        <source>{thing}: the code is too large for it, there is room for {width} × {height} mm</source>
        <translation>{thing}: Der Code ist dafür zu groß, Platz ist für {width} × {height} mm</translation>
    </message>
    <message>
        <source>{version}-{level}</source>
        <translation>{version}-{level}</translation>
    </message>
    <message>
        <source>{version}-{level} · {n} × {n}</source>
        <translation>{version}-{level} · {n} × {n}</translation>
    </message>
    <message>
        <source>{version}-{level} · {n} × {n} · {module} mm</source>
        <translation>{version}-{level} · {n} × {n} · {module} mm</translation>
    </message>
</context>
<context>
    <name>MissCard</name>
    <message>
        <source>Filters do not apply here: of these visits nothing but address and day is kept.</source>
        <translation>Filter gelten hier nicht: Von diesen Aufrufen sind nur Adresse und Tag bekannt.</translation>
    </message>
    <message>
        <source>Links paused, ended or deleted</source>
        <translation>Pausierte, beendete oder gelöschte Links</translation>
    </message>
    <message>
        <source>Make the link {address}</source>
        <translation>Den Link {address} anlegen</translation>
    </message>
    <message>
        <source>Make this link</source>
        <translation>Diesen Link anlegen</translation>
    </message>
    <message>
        <source>None in this period. An address that nobody made, as one mistyped on a flyer, shows up here.</source>
        <translation>Keine in diesem Zeitraum. Eine Adresse, die niemand angelegt hat, etwa vertippt auf einem Flyer, erscheint hier.</translation>
    </message>
    <message>
        <source>None in this period. Visits of this link while it is paused or has ended show up here.</source>
        <translation>Keine in diesem Zeitraum. Aufrufe dieses Links, während er pausiert oder beendet ist, erscheinen hier.</translation>
    </message>
    <message>
        <source>Visits that led nowhere</source>
        <translation>Aufrufe ins Leere</translation>
    </message>
    <message>
        <source>all links</source>
        <translation>alle Links</translation>
    </message>
    <message>
        <source>other addresses of {host}</source>
        <translation>andere Adressen unter {host}</translation>
    </message>
    <message>
        <source>{count} + {bots} bot</source>
        <translation>{count} + {bots} Bot</translation>
    </message>
    <message>
        <source>{count} + {bots} bots</source>
        <translation>{count} + {bots} Bots</translation>
    </message>
    <message>
        <source>{count} at links paused or ended</source>
        <translation>{count} bei pausierten oder beendeten Links</translation>
    </message>
    <message>
        <source>{count} by bots</source>
        <translation>{count} von Bots</translation>
    </message>
    <message>
        <source>{count} visit</source>
        <translation>{count} Aufruf</translation>
    </message>
    <message>
        <source>{count} visits</source>
        <translation>{count} Aufrufe</translation>
    </message>
    <message>
        <source>{count} without a short address</source>
        <translation>{count} ohne Kurzadresse</translation>
    </message>
</context>
<context>
    <name>Mockups</name>
    <message>
        <source>Business card, 85 × 55 mm</source>
        <translation>Visitenkarte, 85 × 55 mm</translation>
    </message>
    <message>
        <source>Label, 70 × 42 mm</source>
        <translation>Etikett, 70 × 42 mm</translation>
    </message>
    <message>
        <source>Poster A3, 297 × 420 mm</source>
        <translation>Plakat A3, 297 × 420 mm</translation>
    </message>
    <message>
        <source>Table tent, 90 × 140 mm</source>
        <translation>Tischaufsteller, 90 × 140 mm</translation>
    </message>
</context>
<context>
    <name>MoreAddresses</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add another address</source>
        <translation>Weitere Adresse hinzufügen</translation>
    </message>
    <message>
        <source>Also: {addresses}</source>
        <translation>Auch: {addresses}</translation>
    </message>
    <message>
        <source>Another address behind the slash</source>
        <translation>Weitere Adresse hinter dem Schrägstrich</translation>
    </message>
    <message>
        <source>It leads to the same place, and is never given away again.</source>
        <translation>Sie führt zum selben Ziel und wird nie wieder vergeben.</translation>
    </message>
    <message>
        <source>No other address</source>
        <translation>Keine weitere Adresse</translation>
    </message>
</context>
<context>
    <name>MovePage</name>
    <message>
        <source>Address of the server</source>
        <translation>Adresse des Servers</translation>
    </message>
    <message>
        <source>An owner&apos;s or admin&apos;s key of the new server. Left empty: the one this computer keeps for it.</source>
        <translation>Schlüssel eines Inhabers oder Admins auf dem neuen Server. Leer lassen, wenn dieser Computer ihn schon hat.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Copies everything of this workspace. Nothing is taken away here, and you can stop and go on later.</source>
        <translation>Kopiert alles aus diesem Arbeitsbereich. Hier wird nichts weggenommen; anhalten und später weitermachen geht.</translation>
    </message>
    <message>
        <source>Copy again</source>
        <translation>Noch einmal kopieren</translation>
    </message>
    <message>
        <source>Copy everything</source>
        <translation>Alles kopieren</translation>
    </message>
    <message>
        <source>Copying to the new server</source>
        <translation>Auf den neuen Server wird kopiert</translation>
    </message>
    <message>
        <source>Enter the key that you were given.</source>
        <translation>Den erhaltenen Schlüssel eingeben.</translation>
    </message>
    <message>
        <source>Enter where the server answers.</source>
        <translation>Eingeben, wo der Server antwortet.</translation>
    </message>
    <message>
        <source>Everything is copied</source>
        <translation>Alles ist kopiert</translation>
    </message>
    <message>
        <source>Go on copying</source>
        <translation>Weiter kopieren</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Looking at what there is to copy</source>
        <translation>Es wird nachgesehen, was zu kopieren ist</translation>
    </message>
    <message>
        <source>Move to your server</source>
        <translation>Auf den eigenen Server umziehen</translation>
    </message>
    <message>
        <source>Not all of it is there as it was</source>
        <translation>Nicht alles ist dort, wie es war</translation>
    </message>
    <message>
        <source>See what will be copied</source>
        <translation>Zeigen, was kopiert wird</translation>
    </message>
    <message>
        <source>Stopped half-way</source>
        <translation>Auf halbem Weg angehalten</translation>
    </message>
    <message>
        <source>The copying ended half-way</source>
        <translation>Das Kopieren endete auf halbem Weg</translation>
    </message>
    <message>
        <source>The new server could not be used</source>
        <translation>Der neue Server ließ sich nicht verwenden</translation>
    </message>
    <message>
        <source>Use the new server</source>
        <translation>Neuen Server verwenden</translation>
    </message>
    <message>
        <source>What was copied stays there. Go on whenever you like: nothing is made twice.</source>
        <translation>Was kopiert ist, bleibt dort. Es lässt sich jederzeit fortsetzen: Nichts entsteht doppelt.</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>Geschrieben: {file}</translation>
    </message>
</context>
<context>
    <name>MovePlan</name>
    <message>
        <source>Goes along</source>
        <translation>Zieht mit um</translation>
    </message>
    <message>
        <source>Single hits. Their numbers by day go along.</source>
        <translation>Einzelne Aufrufe. Ihre Zahlen nach Tag ziehen mit um.</translation>
    </message>
    <message>
        <source>Stays behind</source>
        <translation>Bleibt zurück</translation>
    </message>
    <message>
        <source>The password of {count} link, which is paused there until it has one.</source>
        <translation>Das Passwort von {count} Link; er ist dort pausiert, bis er eines hat.</translation>
    </message>
    <message>
        <source>The passwords of {count} links, which are paused there until they have one.</source>
        <translation>Die Passwörter von {count} Links; sie sind dort pausiert, bis sie eines haben.</translation>
    </message>
    <message>
        <source>To {workspace} at {server}</source>
        <translation>Nach {workspace} auf {server}</translation>
    </message>
    <message>
        <source>{count} key: programs need a key of the new server.</source>
        <translation>{count} Schlüssel: Programme brauchen einen Schlüssel des neuen Servers.</translation>
    </message>
    <message>
        <source>{count} keys: programs need keys of the new server.</source>
        <translation>{count} Schlüssel: Programme brauchen Schlüssel des neuen Servers.</translation>
    </message>
    <message>
        <source>{count} link is there already and is left as it is.</source>
        <translation>{count} Link ist schon dort und bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>{count} links are there already and are left as they are.</source>
        <translation>{count} Links sind schon dort und bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>{count} member: invite people again there.</source>
        <translation>{count} Mitglied: dort neu einladen.</translation>
    </message>
    <message>
        <source>{count} members: invite them again there.</source>
        <translation>{count} Mitglieder: dort neu einladen.</translation>
    </message>
</context>
<context>
    <name>MoveResult</name>
    <message>
        <source>Different there: {slugs}.</source>
        <translation>Dort anders: {slugs}.</translation>
    </message>
    <message>
        <source>Everything is there</source>
        <translation>Alles ist dort</translation>
    </message>
    <message>
        <source>Missing there: {slugs}.</source>
        <translation>Fehlt dort: {slugs}.</translation>
    </message>
    <message>
        <source>Not all of it is there as it was</source>
        <translation>Nicht alles ist dort, wie es war</translation>
    </message>
    <message>
        <source>Nothing was taken away here. Copy again once the reasons below are mended.</source>
        <translation>Hier wurde nichts weggenommen. Noch einmal kopieren, wenn die Gründe unten behoben sind.</translation>
    </message>
    <message>
        <source>What needs a hand</source>
        <translation>Was noch zu tun ist</translation>
    </message>
    <message>
        <source>What was copied</source>
        <translation>Was kopiert wurde</translation>
    </message>
    <message>
        <source>With fewer hits: {slugs}.</source>
        <translation>Mit weniger Aufrufen: {slugs}.</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} weitere</translation>
    </message>
    <message>
        <source>{count} copied</source>
        <translation>{count} kopiert</translation>
    </message>
    <message>
        <source>{count} left out</source>
        <translation>{count} ausgelassen</translation>
    </message>
    <message>
        <source>{count} link was tried there; it leads to the right page.</source>
        <translation>{count} Link wurde dort ausprobiert; er führt zur richtigen Seite.</translation>
    </message>
    <message>
        <source>{count} links were tried there; all lead to the right page.</source>
        <translation>{count} Links wurden dort ausprobiert; alle führen zur richtigen Seite.</translation>
    </message>
    <message>
        <source>{count} was there</source>
        <translation>{count} war da</translation>
    </message>
    <message>
        <source>{count} were there</source>
        <translation>{count} waren da</translation>
    </message>
</context>
<context>
    <name>MoveSecrets</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the secret of {name}</source>
        <translation>Geheimnis von {name} kopieren</translation>
    </message>
    <message>
        <source>Give each to its receiver. This is the one time you can see them.</source>
        <translation>Jedes seinem Empfänger geben. Sie sind nur dieses eine Mal zu sehen.</translation>
    </message>
    <message>
        <source>New secrets of webhooks</source>
        <translation>Neue Geheimnisse der Webhooks</translation>
    </message>
    <message>
        <source>Secret of {name}</source>
        <translation>Geheimnis von {name}</translation>
    </message>
    <message>
        <source>The secret of {name} is copied</source>
        <translation>Das Geheimnis von {name} ist kopiert</translation>
    </message>
</context>
<context>
    <name>MoveWords</name>
    <message>
        <source>Campaign presets</source>
        <translation>Kampagnenvorlagen</translation>
    </message>
    <message>
        <source>Change it here or there, then copy again.</source>
        <translation>Hier oder dort ändern, dann noch einmal kopieren.</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>Codes</translation>
    </message>
    <message>
        <source>Designs</source>
        <translation>Designs</translation>
    </message>
    <message>
        <source>Do you need both? Rename this one here, then copy again.</source>
        <translation>Werden beide gebraucht? Dieses hier umbenennen, dann noch einmal kopieren.</translation>
    </message>
    <message>
        <source>Domains</source>
        <translation>Domains</translation>
    </message>
    <message>
        <source>Files and pictures</source>
        <translation>Dateien und Bilder</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Links, with their hits by day</source>
        <translation>Links mit ihren Aufrufen nach Tag</translation>
    </message>
    <message>
        <source>Make it once more there.</source>
        <translation>Dort neu anlegen.</translation>
    </message>
    <message>
        <source>Once its link is there, copy again.</source>
        <translation>Sobald sein Link dort ist, noch einmal kopieren.</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>Gespeicherte Ansichten</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>Webhooks</translation>
    </message>
</context>
<context>
    <name>MovingIn</name>
    <message>
        <source>Begins on this computer, without the sample</source>
        <translation>Beginnt auf diesem Computer, ohne das Beispiel</translation>
    </message>
    <message>
        <source>It becomes the links of this computer</source>
        <translation>Daraus werden die Links dieses Computers</translation>
    </message>
    <message>
        <source>Moving in?</source>
        <translation>Umzug?</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Sicherung zurückspielen</translation>
    </message>
    <message>
        <source>import from Bitly, YOURLS, Kutt, Shlink or CSV</source>
        <translation>aus Bitly, YOURLS, Kutt, Shlink oder CSV importieren</translation>
    </message>
    <message>
        <source>or</source>
        <translation>oder</translation>
    </message>
</context>
<context>
    <name>NameLine</name>
    <message>
        <source>Give it a name, so that you know it again.</source>
        <translation>Einen Namen geben, damit es wiederzuerkennen ist.</translation>
    </message>
</context>
<context>
    <name>NamedAnew</name>
    <message>
        <source>Name of the folder</source>
        <translation>Name des Ordners</translation>
    </message>
    <message>
        <source>Name of the tag</source>
        <translation>Name des Schlagworts</translation>
    </message>
</context>
<context>
    <name>Names</name>
    <message>
        <source>Another</source>
        <translation>Anderes</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Computer</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Handy</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>Etwas anderes</translation>
    </message>
    <message>
        <source>TV</source>
        <translation>Fernseher</translation>
    </message>
    <message>
        <source>Tablet</source>
        <translation>Tablet</translation>
    </message>
</context>
<context>
    <name>NavItem</name>
    <message>
        <source>{page}, {count} need attention</source>
        <translation>{page}, {count} zu beachten</translation>
    </message>
</context>
<context>
    <name>NewWorkspaceForm</name>
    <message>
        <source>A workspace needs a name.</source>
        <translation>Ein Arbeitsbereich braucht einen Namen.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Days in Analytics and hours in rules go by it</source>
        <translation>Danach richten sich Tage in der Auswertung und Stunden in Regeln</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Its codes carry it. No other workspace has it.</source>
        <translation>Seine Codes tragen sie. Kein anderer Arbeitsbereich hat sie.</translation>
    </message>
    <message>
        <source>Its codes need an address.</source>
        <translation>Seine Codes brauchen eine Adresse.</translation>
    </message>
    <message>
        <source>Make the workspace</source>
        <translation>Arbeitsbereich anlegen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of its owner</source>
        <translation>Name des Inhabers</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>Somebody has to own it.</source>
        <translation>Jemandem muss er gehören.</translation>
    </message>
    <message>
        <source>That of this computer</source>
        <translation>Die dieses Computers</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>What people call the business</source>
        <translation>Wie das Geschäft genannt wird</translation>
    </message>
</context>
<context>
    <name>Note</name>
    <message>
        <source>Copy details</source>
        <translation>Details kopieren</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close this note</source>
        <translation>Diesen Hinweis schließen</translation>
    </message>
</context>
<context>
    <name>Offered</name>
    <message>
        <source>The profile was not taken</source>
        <translation>Das Profil wurde nicht übernommen</translation>
    </message>
</context>
<context>
    <name>OnlyFields</name>
    <message>
        <source>Begin to type a name and choose it, several with commas. Leave empty for all</source>
        <translation>Anfang des Namens eingeben und wählen, mehrere mit Kommas. Leer lassen für alle</translation>
    </message>
    <message>
        <source>Belongs to one link</source>
        <translation>Gehört zu einem Link</translation>
    </message>
    <message>
        <source>None: it is told of the links of the whole workspace</source>
        <translation>Keiner: Er erfährt von den Links des ganzen Arbeitsbereichs</translation>
    </message>
    <message>
        <source>Only of links in these folders</source>
        <translation>Nur von Links in diesen Ordnern</translation>
    </message>
    <message>
        <source>Only of links with one of these tags</source>
        <translation>Nur von Links mit einem dieser Schlagwörter</translation>
    </message>
    <message>
        <source>Only of these links</source>
        <translation>Nur von diesen Links</translation>
    </message>
    <message>
        <source>Then it is told of no other, and goes with it.</source>
        <translation>Dann erfährt er von keinem anderen und endet mit diesem.</translation>
    </message>
</context>
<context>
    <name>OpenedFrom</name>
    <message>
        <source>A link asks for this. Nothing is sent before you enter a key of that server, and what is open now stays.</source>
        <translation>Ein Link fragt danach. Nichts wird gesendet, bevor ein Schlüssel dieses Servers eingegeben ist; was jetzt offen ist, bleibt.</translation>
    </message>
    <message>
        <source>A link asks for this. What you have typed stays as it is.</source>
        <translation>Ein Link bittet darum. Getipptes bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Connect to {server}?</source>
        <translation>Mit {server} verbinden?</translation>
    </message>
    <message>
        <source>Enter a key…</source>
        <translation>Schlüssel eingeben…</translation>
    </message>
    <message>
        <source>QRDesk does not know how to open {what}</source>
        <translation>QRDesk kann {what} nicht öffnen</translation>
    </message>
    <message>
        <source>Use this address instead</source>
        <translation>Stattdessen diese Adresse verwenden</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Apple cake</source>
        <translation>Apfelkuchen</translation>
    </message>
    <message>
        <source>Cheesecake</source>
        <translation>Käsekuchen</translation>
    </message>
    <message>
        <source>Choose another backup…</source>
        <translation>Andere Sicherung wählen…</translation>
    </message>
    <message>
        <source>Choose another file…</source>
        <translation>Andere Datei wählen…</translation>
    </message>
    <message>
        <source>German menu</source>
        <translation>Deutsche Karte</translation>
    </message>
    <message>
        <source>Lunch of the day</source>
        <translation>Mittagstisch</translation>
    </message>
    <message>
        <source>Made by QRDesk to try things with.</source>
        <translation>Von QRDesk zum Ausprobieren angelegt.</translation>
    </message>
    <message>
        <source>My workspace</source>
        <translation>Mein Arbeitsbereich</translation>
    </message>
    <message>
        <source>Not connected yet</source>
        <translation>Noch nicht verbunden</translation>
    </message>
    <message>
        <source>Open a database</source>
        <translation>Datenbank öffnen</translation>
    </message>
    <message>
        <source>Open other links</source>
        <translation>Andere Links öffnen</translation>
    </message>
    <message>
        <source>Opening your links</source>
        <translation>Links werden geöffnet</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>QRDesk databases (*.db);;All files (*)</source>
        <translation>QRDesk-Datenbanken (*.db);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation>Sicherung zurückspielen…</translation>
    </message>
    <message>
        <source>Sample: lunch menu</source>
        <translation>Beispiel: Mittagskarte</translation>
    </message>
    <message>
        <source>Start with an empty database</source>
        <translation>Mit leerer Datenbank beginnen</translation>
    </message>
    <message>
        <source>The backup was not restored</source>
        <translation>Die Sicherung wurde nicht zurückgespielt</translation>
    </message>
    <message>
        <source>The key is not kept on this computer. Enter it again.</source>
        <translation>Der Schlüssel liegt nicht auf diesem Computer. Ihn neu eingeben.</translation>
    </message>
    <message>
        <source>This app uses the new key from now on.</source>
        <translation>Diese App verwendet ab jetzt den neuen Schlüssel.</translation>
    </message>
    <message>
        <source>This app uses the new key, but cannot keep it: copy it before you close the app.</source>
        <translation>Diese App verwendet den neuen Schlüssel, kann ihn aber nicht aufbewahren: Ihn vor dem Schließen kopieren.</translation>
    </message>
    <message>
        <source>This system has no keyring that works: the key is kept in a file of yours, encrypted.</source>
        <translation>Dieses System hat keinen Schlüsselbund: Der Schlüssel liegt verschlüsselt in einer eigenen Datei.</translation>
    </message>
    <message>
        <source>This system has no keyring that works: the key is kept until the app is closed.</source>
        <translation>Dieses System hat keinen Schlüsselbund: Der Schlüssel bleibt nur, bis die App geschlossen wird.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Which cake sells better?</source>
        <translation>Welcher Kuchen verkauft sich besser?</translation>
    </message>
    <message>
        <source>You are in {workspace} now, as {name}</source>
        <translation>Jetzt in {workspace}, als {name}</translation>
    </message>
    <message>
        <source>Your links could not be opened</source>
        <translation>Die Links ließen sich nicht öffnen</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>{file} is open now; {before} was left as it is</source>
        <translation>{file} ist jetzt offen; {before} blieb, wie sie war</translation>
    </message>
    <message>
        <source>{reason} An empty database would be a new file beside it; {path} stays as it is.</source>
        <translation>{reason} Eine leere Datenbank wäre eine neue Datei daneben; {path} bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>{said}. The key could not be taken off this computer: {reason}</source>
        <translation>{said}. Der Schlüssel ließ sich nicht von diesem Computer entfernen: {reason}</translation>
    </message>
</context>
<context>
    <name>OpeningTrouble</name>
    <message>
        <source>Nothing was changed. See whether the computer it runs on is on and in reach: your links open as soon as it answers.</source>
        <translation>Nichts wurde geändert. Bitte nachsehen, ob der Computer läuft und erreichbar ist, auf dem sie liegt: Sobald sie antwortet, öffnen sich die Links.</translation>
    </message>
</context>
<context>
    <name>Order</name>
    <message>
        <source>Amber</source>
        <translation>Bernstein</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Indigo</source>
        <translation>Indigo</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>Rosa</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>Türkis</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violett</translation>
    </message>
</context>
<context>
    <name>OrderDeleting</name>
    <message>
        <source>Bringing back {name}</source>
        <translation>{name} wird zurückgeholt</translation>
    </message>
    <message>
        <source>Deleting {name}</source>
        <translation>{name} wird gelöscht</translation>
    </message>
    <message>
        <source>It is back; {count} link could not be given it</source>
        <translation>Wieder da; {count} Link konnte es nicht zurückbekommen</translation>
    </message>
    <message>
        <source>It is back; {count} links could not be given it</source>
        <translation>Wieder da; {count} Links konnten es nicht zurückbekommen</translation>
    </message>
    <message>
        <source>Not all links of {name} were given it back</source>
        <translation>Nicht alle Links von {name} haben es zurückbekommen</translation>
    </message>
    <message>
        <source>Not taken back: {reason}</source>
        <translation>Nicht zurückgenommen: {reason}</translation>
    </message>
    <message>
        <source>Nothing was deleted</source>
        <translation>Nichts wurde gelöscht</translation>
    </message>
    <message>
        <source>{name} is back, with its links</source>
        <translation>{name} ist wieder da, mit den Links</translation>
    </message>
    <message>
        <source>{name} is deleted; its links stay</source>
        <translation>{name} ist gelöscht; die Links bleiben</translation>
    </message>
</context>
<context>
    <name>OrderPanel</name>
    <message>
        <source>A tag renamed like another one becomes one with it.</source>
        <translation>Bekommt ein Schlagwort den Namen eines anderen, werden beide eins.</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Folders and tags</source>
        <translation>Ordner und Schlagwörter</translation>
    </message>
    <message>
        <source>Its links stay, in no folder.</source>
        <translation>Seine Links bleiben, in keinem Ordner.</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>New tag</source>
        <translation>Neues Schlagwort</translation>
    </message>
    <message>
        <source>No new folder</source>
        <translation>Keinen neuen Ordner</translation>
    </message>
    <message>
        <source>No new tag</source>
        <translation>Kein neues Schlagwort</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keine</translation>
    </message>
    <message>
        <source>Saved: {name}</source>
        <translation>Gespeichert: {name}</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>The links stay, just without this tag.</source>
        <translation>Die Links bleiben, nur ohne dieses Schlagwort.</translation>
    </message>
</context>
<context>
    <name>OrderRow</name>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete {name}</source>
        <translation>{name} löschen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>More than {count} links have it, so this cannot be undone.</source>
        <translation>Es sind mehr als {count} Links, darum lässt sich das nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Name of {name}</source>
        <translation>Name von {name}</translation>
    </message>
    <message>
        <source>{count} link</source>
        <translation>{count} Link</translation>
    </message>
    <message>
        <source>{count} links</source>
        <translation>{count} Links</translation>
    </message>
</context>
<context>
    <name>OutputForm</name>
    <message>
        <source>As the design</source>
        <translation>Wie das Design</translation>
    </message>
    <message>
        <source>Black for screens</source>
        <translation>Schwarz für Bildschirme</translation>
    </message>
    <message>
        <source>Black ink alone: sharpest in print</source>
        <translation>Schwarze Farbe allein: am schärfsten im Druck</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Codes are not remembered as printed</source>
        <translation>Codes werden nicht als gedruckt gemerkt</translation>
    </message>
    <message>
        <source>Columns stand in braces, as in {title}.</source>
        <translation>Spalten stehen in geschweiften Klammern, etwa {title}.</translation>
    </message>
    <message>
        <source>Design</source>
        <translation>Design</translation>
    </message>
    <message>
        <source>Each its own</source>
        <translation>Jeder sein eigenes</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Dateiformat</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>First free label</source>
        <translation>Erstes freies Etikett</translation>
    </message>
    <message>
        <source>Ink</source>
        <translation>Druckfarbe</translation>
    </message>
    <message>
        <source>K only</source>
        <translation>Nur K</translation>
    </message>
    <message>
        <source>Names of the files</source>
        <translation>Namen der Dateien</translation>
    </message>
    <message>
        <source>One PDF</source>
        <translation>Ein PDF</translation>
    </message>
    <message>
        <source>Only a trial</source>
        <translation>Nur ein Probelauf</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Own size…</source>
        <translation>Eigene Größe…</translation>
    </message>
    <message>
        <source>Pack them into one ZIP</source>
        <translation>In ein ZIP packen</translation>
    </message>
    <message>
        <source>Plain</source>
        <translation>Schlicht</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Bogen</translation>
    </message>
    <message>
        <source>Sheets</source>
        <translation>Bögen</translation>
    </message>
    <message>
        <source>The design that was chosen is not there. Choose another.</source>
        <translation>Das gewählte Design ist nicht da. Ein anderes wählen.</translation>
    </message>
    <message>
        <source>What the list becomes</source>
        <translation>Was aus der Liste wird</translation>
    </message>
    <message>
        <source>mm</source>
        <translation>mm</translation>
    </message>
    <message>
        <source>{code} · {width} × {height} mm · {count} labels</source>
        <translation>{code} · {width} × {height} mm · {count} Etiketten</translation>
    </message>
    <message>
        <source>{code}, US Letter · {width} × {height} mm · {count} labels</source>
        <translation>{code}, US Letter · {width} × {height} mm · {count} Etiketten</translation>
    </message>
</context>
<context>
    <name>OwnServer</name>
    <message>
        <source>Enter the key that you were given.</source>
        <translation>Den erhaltenen Schlüssel eingeben.</translation>
    </message>
    <message>
        <source>The folder was not written</source>
        <translation>Der Ordner wurde nicht geschrieben</translation>
    </message>
    <message>
        <source>Writing the folder for a server</source>
        <translation>Ordner für einen Server wird geschrieben</translation>
    </message>
    <message>
        <source>Written: {folder}</source>
        <translation>Geschrieben: {folder}</translation>
    </message>
</context>
<context>
    <name>OwnSheet</name>
    <message>
        <source>Free at each edge</source>
        <translation>Rand ringsum</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Höhe</translation>
    </message>
    <message>
        <source>Label width</source>
        <translation>Etikettbreite</translation>
    </message>
    <message>
        <source>Own paper…</source>
        <translation>Eigenes Papier…</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <source>Paper height</source>
        <translation>Papierhöhe</translation>
    </message>
    <message>
        <source>Paper width</source>
        <translation>Papierbreite</translation>
    </message>
    <message>
        <source>US Letter</source>
        <translation>US Letter</translation>
    </message>
    <message>
        <source>mm</source>
        <translation>mm</translation>
    </message>
    <message>
        <source>{count} label on each sheet</source>
        <translation>{count} Etikett je Bogen</translation>
    </message>
    <message>
        <source>{count} labels on each sheet</source>
        <translation>{count} Etiketten je Bogen</translation>
    </message>
</context>
<context>
    <name>PagesTrial</name>
    <message>
        <source>No page answers: this computer may be offline. Nothing was noted.</source>
        <translation>Keine Seite antwortet: Vielleicht ist dieser Computer offline. Nichts wurde vermerkt.</translation>
    </message>
    <message>
        <source>Trying the pages of the list</source>
        <translation>Die Seiten der Liste werden probiert</translation>
    </message>
    <message>
        <source>{count} of {all} pages tried</source>
        <translation>{count} von {all} Seiten probiert</translation>
    </message>
    <message>
        <source>{count} page tried</source>
        <translation>{count} Seite probiert</translation>
    </message>
    <message>
        <source>{count} pages tried</source>
        <translation>{count} Seiten probiert</translation>
    </message>
    <message>
        <source>{pages}, no good answer: {down}</source>
        <translation>{pages}, ohne gute Antwort: {down}</translation>
    </message>
    <message>
        <source>{pages}: what was tried answers</source>
        <translation>{pages}: Alles Probierte antwortet</translation>
    </message>
</context>
<context>
    <name>PaintChoice</name>
    <message>
        <source>Its own</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>{name}: of its own or not</source>
        <translation>{name}: eigene oder nicht</translation>
    </message>
</context>
<context>
    <name>PaintField</name>
    <message>
        <source>Gradient</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Gradient, {n} colours</source>
        <translation>Verlauf, {n} Farben</translation>
    </message>
    <message>
        <source>One colour</source>
        <translation>Eine Farbe</translation>
    </message>
    <message>
        <source>{name}: how it is painted</source>
        <translation>{name}: wie gefärbt</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>More colours…</source>
        <translation>Weitere Farben…</translation>
    </message>
    <message>
        <source>Nothing found. Try fewer letters, or another word.</source>
        <translation>Nichts gefunden. Weniger Buchstaben oder ein anderes Wort versuchen.</translation>
    </message>
    <message>
        <source>Pages and manual</source>
        <translation>Seiten und Handbuch</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Search links, actions and pages</source>
        <translation>Links, Aktionen und Seiten suchen</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>Suchen oder Befehl ausführen</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>wählen</translation>
    </message>
    <message>
        <source>copy short link</source>
        <translation>Kurzlink kopieren</translation>
    </message>
    <message>
        <source>open</source>
        <translation>öffnen</translation>
    </message>
    <message>
        <source>{shown} of {all}</source>
        <translation>{shown} von {all}</translation>
    </message>
</context>
<context>
    <name>PaletteActs</name>
    <message>
        <source>Access</source>
        <translation>Zugang</translation>
    </message>
    <message>
        <source>Add domain</source>
        <translation>Domain hinzufügen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Domains</source>
        <translation>Domains</translation>
    </message>
    <message>
        <source>Light or dark as the system</source>
        <translation>Hell oder dunkel wie das System</translation>
    </message>
    <message>
        <source>Move to your server…</source>
        <translation>Auf den eigenen Server umziehen…</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Neuer Schlüssel</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Set up a server…</source>
        <translation>Server einrichten…</translation>
    </message>
    <message>
        <source>Show the app in dark colours</source>
        <translation>App in dunklen Farben zeigen</translation>
    </message>
    <message>
        <source>Show the app in light colours</source>
        <translation>App in hellen Farben zeigen</translation>
    </message>
    <message>
        <source>Start serving</source>
        <translation>Server starten</translation>
    </message>
    <message>
        <source>Stop serving</source>
        <translation>Server anhalten</translation>
    </message>
    <message>
        <source>Try the server now</source>
        <translation>Server jetzt versuchen</translation>
    </message>
    <message>
        <source>host rent own computer cloud copy everything</source>
        <translation>Host mieten eigener Rechner Cloud alles kopieren Umzug</translation>
    </message>
    <message>
        <source>new address host short</source>
        <translation>neue Adresse Host kurz</translation>
    </message>
    <message>
        <source>password token log in secret API make add</source>
        <translation>Passwort Kennwort Token anmelden Geheimnis API anlegen hinzufügen</translation>
    </message>
    <message>
        <source>server on off run online offline</source>
        <translation>Server an aus starten läuft online offline</translation>
    </message>
    <message>
        <source>theme appearance colours mode</source>
        <translation>Design Theme Darstellung Farben Modus</translation>
    </message>
</context>
<context>
    <name>PaletteLink</name>
    <message>
        <source>Archive {name}</source>
        <translation>{name} archivieren</translation>
    </message>
    <message>
        <source>Copy the address of {name}</source>
        <translation>Adresse von {name} kopieren</translation>
    </message>
    <message>
        <source>Export the code of {name}…</source>
        <translation>Code von {name} exportieren…</translation>
    </message>
    <message>
        <source>It is not remembered as printed</source>
        <translation>Er gilt nicht als gedruckt</translation>
    </message>
    <message>
        <source>Let {name} go on</source>
        <translation>{name} weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Pause {name}</source>
        <translation>{name} pausieren</translation>
    </message>
    <message>
        <source>Remember {name} as printed</source>
        <translation>{name} als gedruckt merken</translation>
    </message>
    <message>
        <source>Restore {name}</source>
        <translation>{name} wiederherstellen</translation>
    </message>
    <message>
        <source>print code QR artwork file SVG PDF PNG</source>
        <translation>drucken Code QR Druckdatei Datei SVG PDF PNG</translation>
    </message>
    <message>
        <source>short link clipboard</source>
        <translation>Kurzlink Zwischenablage</translation>
    </message>
    <message>
        <source>{name} is remembered as printed</source>
        <translation>{name} ist als gedruckt gemerkt</translation>
    </message>
</context>
<context>
    <name>Parting</name>
    <message>
        <source>Close QRDesk</source>
        <translation>QRDesk schließen</translation>
    </message>
    <message>
        <source>Close the window and keep serving</source>
        <translation>Fenster schließen und Server weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Codes lead nowhere while QRDesk is closed</source>
        <translation>Ohne QRDesk führen Codes ins Leere</translation>
    </message>
    <message>
        <source>Your links are served from this computer. Phones that scan a code reach nothing until QRDesk is open again. This is asked only once.</source>
        <translation>Die Links liegen auf diesem Computer. Wer einen Code scannt, erreicht nichts, bis QRDesk wieder geöffnet ist. Diese Frage kommt nur einmal.</translation>
    </message>
</context>
<context>
    <name>PictureField</name>
    <message>
        <source>Choose a picture…</source>
        <translation>Bild wählen…</translation>
    </message>
    <message>
        <source>It is uploaded, but there is no public address yet. Enter one in Settings.</source>
        <translation>Es ist hochgeladen, aber es fehlt eine öffentliche Adresse. Eine in den Einstellungen eingeben.</translation>
    </message>
    <message>
        <source>Networks cannot fetch it from this computer&apos;s own address.</source>
        <translation>Netzwerke können es nicht von der eigenen Adresse dieses Computers holen.</translation>
    </message>
    <message>
        <source>One of your own, as shown below.</source>
        <translation>Ein eigenes, wie unten zu sehen.</translation>
    </message>
    <message>
        <source>PNG, JPEG or WebP, 1 MB at most; 1200 × 630 px suits most networks</source>
        <translation>PNG, JPEG oder WebP, höchstens 1 MB; 1200 × 630 px passt für die meisten Netzwerke</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the picture</source>
        <translation>Das Bild entfernen</translation>
    </message>
    <message>
        <source>Uploading</source>
        <translation>Wird hochgeladen</translation>
    </message>
    <message>
        <source>{file} was not used. {why}</source>
        <translation>{file} wurde nicht verwendet. {why}</translation>
    </message>
    <message>
        <source>{file} was not used. {why} The picture before stays.</source>
        <translation>{file} wurde nicht verwendet. {why} Das Bild von vorher bleibt.</translation>
    </message>
    <message>
        <source>{name} is uploaded. Save the link to show it.</source>
        <translation>{name} ist hochgeladen. Den Link speichern, um es zu zeigen.</translation>
    </message>
    <message>
        <source>{name} is uploaded: it is in Settings, under Pictures</source>
        <translation>{name} ist hochgeladen: unter Einstellungen, Bilder</translation>
    </message>
</context>
<context>
    <name>PictureLine</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Copy the address of {name}</source>
        <translation>Adresse von {name} kopieren</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete {name}? Nothing uses it here.</source>
        <translation>{name} löschen? Hier verwendet es nichts.</translation>
    </message>
    <message>
        <source>Delete {name}? Pages that use its address will lose it. Undo brings it back under another address.</source>
        <translation>{name} löschen? Seiten, die seine Adresse verwenden, verlieren es. Rückgängig bringt es unter einer anderen Adresse zurück.</translation>
    </message>
    <message>
        <source>Delete {name}…</source>
        <translation>{name} löschen…</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>nicht verwendet</translation>
    </message>
    <message>
        <source>shapes</source>
        <translation>Formen</translation>
    </message>
    <message>
        <source>used by {uses}</source>
        <translation>verwendet: {uses}</translation>
    </message>
    <message>
        <source>{name} stays: it is used by {uses}. Choose another picture there, or none, first.</source>
        <translation>{name} bleibt: Es wird noch gebraucht ({uses}). Dort zuerst ein anderes Bild wählen oder keines.</translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>Bild wählen</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
</context>
<context>
    <name>PicturesCard</name>
    <message>
        <source>Add a logo…</source>
        <translation>Logo hinzufügen…</translation>
    </message>
    <message>
        <source>Add a preview…</source>
        <translation>Vorschau hinzufügen…</translation>
    </message>
    <message>
        <source>None yet. A preview is what networks and messengers show of a link; a logo stands in codes.</source>
        <translation>Noch keine. Eine Vorschau zeigen Netzwerke und Messenger zu einem Link; ein Logo steht in Codes.</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Mehr zeigen</translation>
    </message>
    <message>
        <source>The address of the picture is copied</source>
        <translation>Die Adresse des Bildes ist kopiert</translation>
    </message>
    <message>
        <source>Uploading {name}</source>
        <translation>{name} wird hochgeladen</translation>
    </message>
    <message>
        <source>Your key may not add pictures.</source>
        <translation>Dieser Schlüssel darf keine Bilder hinzufügen.</translation>
    </message>
    <message>
        <source>Your key may not see pictures.</source>
        <translation>Dieser Schlüssel darf Bilder nicht sehen.</translation>
    </message>
    <message>
        <source>{count} code</source>
        <translation>{count} Code</translation>
    </message>
    <message>
        <source>{count} codes</source>
        <translation>{count} Codes</translation>
    </message>
    <message>
        <source>{count} design</source>
        <translation>{count} Design</translation>
    </message>
    <message>
        <source>{count} designs</source>
        <translation>{count} Designs</translation>
    </message>
    <message>
        <source>{count} domain</source>
        <translation>{count} Domain</translation>
    </message>
    <message>
        <source>{count} domains</source>
        <translation>{count} Domains</translation>
    </message>
    <message>
        <source>{count} link</source>
        <translation>{count} Link</translation>
    </message>
    <message>
        <source>{count} links</source>
        <translation>{count} Links</translation>
    </message>
    <message>
        <source>{count} picture</source>
        <translation>{count} Bild</translation>
    </message>
    <message>
        <source>{count} pictures</source>
        <translation>{count} Bilder</translation>
    </message>
    <message>
        <source>{name} is deleted</source>
        <translation>{name} ist gelöscht</translation>
    </message>
    <message>
        <source>{name} is uploaded</source>
        <translation>{name} ist hochgeladen</translation>
    </message>
</context>
<context>
    <name>PlacesCard</name>
    <message>
        <source>Connect elsewhere…</source>
        <translation>Anderswo verbinden…</translation>
    </message>
    <message>
        <source>Forget it and its key</source>
        <translation>Mit Schlüssel vergessen</translation>
    </message>
    <message>
        <source>Keep this name</source>
        <translation>Namen speichern</translation>
    </message>
    <message>
        <source>Leave empty to use the workspace&apos;s name.</source>
        <translation>Leer lassen für den Namen des Arbeitsbereichs.</translation>
    </message>
    <message>
        <source>More for {name}</source>
        <translation>Mehr zu {name}</translation>
    </message>
    <message>
        <source>Move to your server…</source>
        <translation>Auf den eigenen Server umziehen…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open now</source>
        <translation>Jetzt offen</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>{name} öffnen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>The key could not be taken off this computer: {reason}</source>
        <translation>Der Schlüssel ließ sich nicht von diesem Computer entfernen: {reason}</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>What you call it</source>
        <translation>Eigene Bezeichnung</translation>
    </message>
    <message>
        <source>Where your links live</source>
        <translation>Wo die Links liegen</translation>
    </message>
    <message>
        <source>{name} is forgotten here, and its key is gone</source>
        <translation>{name} ist hier vergessen und der Schlüssel entfernt</translation>
    </message>
    <message>
        <source>{workspace} at {host}</source>
        <translation>{workspace} auf {host}</translation>
    </message>
</context>
<context>
    <name>PlanPanel</name>
    <message>
        <source>A plan needs a name.</source>
        <translation>Ein Tarif braucht einen Namen.</translation>
    </message>
    <message>
        <source>Cannot be changed. It applies to everyone without another plan.</source>
        <translation>Nicht änderbar. Er gilt für alle ohne anderen Tarif.</translation>
    </message>
    <message>
        <source>Changes apply at once, to all who have it.</source>
        <translation>Änderungen gelten sofort für alle, die ihn haben.</translation>
    </message>
    <message>
        <source>Days that lists of scans look back</source>
        <translation>Einzelne Scans abrufbar (Tage)</translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Domains of one&apos;s own may be added</source>
        <translation>Eigene Domains erlaubt</translation>
    </message>
    <message>
        <source>For programs that ask for single scans</source>
        <translation>Für Programme, die einzelne Scans abfragen</translation>
    </message>
    <message>
        <source>Hits in a month</source>
        <translation>Aufrufe im Monat</translation>
    </message>
    <message>
        <source>In use by {names}. To delete it, give them another plan first.</source>
        <translation>In Gebrauch bei: {names}. Vor dem Löschen dort einen anderen Tarif wählen.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Links made in a month</source>
        <translation>Angelegte Links im Monat</translation>
    </message>
    <message>
        <source>Make the plan</source>
        <translation>Tarif anlegen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>New plan</source>
        <translation>Neuer Tarif</translation>
    </message>
    <message>
        <source>Nobody can choose it any more.</source>
        <translation>Niemand kann ihn mehr wählen.</translation>
    </message>
    <message>
        <source>Only shown: links go on leading</source>
        <translation>Nur zur Anzeige: Links führen weiter</translation>
    </message>
    <message>
        <source>Plans are made and chosen at the computer with the database.</source>
        <translation>Tarife werden an dem Computer mit der Datenbank angelegt und gewählt.</translation>
    </message>
    <message>
        <source>Requests a minute with one key</source>
        <translation>Anfragen pro Minute je Schlüssel</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Small letters, digits, - and _. It stays as it is.</source>
        <translation>Kleinbuchstaben, Ziffern, - und _. Er bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>There is a plan of that name. Choose it in the list to change it.</source>
        <translation>Einen Tarif mit diesem Namen gibt es. Zum Ändern in der Liste wählen.</translation>
    </message>
    <message>
        <source>Webhook deliveries in a month</source>
        <translation>Webhook-Zustellungen im Monat</translation>
    </message>
    <message>
        <source>What a workspace, or a key, may use in a month. No link stops because of a plan.</source>
        <translation>Was ein Arbeitsbereich oder Schlüssel im Monat verbrauchen darf. Kein Link hält wegen eines Tarifs an.</translation>
    </message>
    <message>
        <source>as usual</source>
        <translation>wie üblich</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
</context>
<context>
    <name>Plans</name>
    <message>
        <source>Unlimited</source>
        <translation>Unbegrenzt</translation>
    </message>
    <message>
        <source>no domains of one&apos;s own</source>
        <translation>keine eigenen Domains</translation>
    </message>
    <message>
        <source>no limits</source>
        <translation>keine Grenzen</translation>
    </message>
    <message>
        <source>scans of {count} days</source>
        <translation>Scans von {count} Tagen</translation>
    </message>
    <message>
        <source>{count} hits a month</source>
        <translation>{count} Aufrufe im Monat</translation>
    </message>
    <message>
        <source>{count} links a month</source>
        <translation>{count} Links im Monat</translation>
    </message>
    <message>
        <source>{count} requests a minute</source>
        <translation>{count} Anfragen pro Minute</translation>
    </message>
    <message>
        <source>{count} webhook deliveries a month</source>
        <translation>{count} Webhook-Zustellungen im Monat</translation>
    </message>
</context>
<context>
    <name>PlansPart</name>
    <message>
        <source>A plan says how much may be made in a month. Links go on leading whatever it says.</source>
        <translation>Ein Tarif sagt, wie viel im Monat angelegt werden darf. Links führen trotzdem immer weiter.</translation>
    </message>
    <message>
        <source>New plan</source>
        <translation>Neuer Tarif</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Tarif</translation>
    </message>
    <message>
        <source>Plans</source>
        <translation>Tarife</translation>
    </message>
    <message>
        <source>Saved: the plan {name}</source>
        <translation>Gespeichert: der Tarif {name}</translation>
    </message>
    <message>
        <source>The plan {name} is deleted</source>
        <translation>Der Tarif {name} ist gelöscht</translation>
    </message>
    <message>
        <source>The plans could not be loaded</source>
        <translation>Die Tarife ließen sich nicht laden</translation>
    </message>
    <message>
        <source>in use here</source>
        <translation>hier genutzt</translation>
    </message>
</context>
<context>
    <name>Plates</name>
    <message>
        <source>{name}: {plate} in per cent</source>
        <translation>{name}: {plate} in Prozent</translation>
    </message>
</context>
<context>
    <name>Presets</name>
    <message>
        <source>Berry</source>
        <translation>Beere</translation>
    </message>
    <message>
        <source>Button</source>
        <translation>Knopf</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>Checkliste</translation>
    </message>
    <message>
        <source>Christmas</source>
        <translation>Weihnachten</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Dark card</source>
        <translation>Dunkle Karte</translation>
    </message>
    <message>
        <source>Dots</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Elegant</source>
        <translation>Elegant</translation>
    </message>
    <message>
        <source>Emerald honeycomb</source>
        <translation>Smaragdwaben</translation>
    </message>
    <message>
        <source>Fireworks</source>
        <translation>Feuerwerk</translation>
    </message>
    <message>
        <source>Forest</source>
        <translation>Wald</translation>
    </message>
    <message>
        <source>Gold on navy</source>
        <translation>Gold auf Marineblau</translation>
    </message>
    <message>
        <source>Headline</source>
        <translation>Überschrift</translation>
    </message>
    <message>
        <source>Hello bubble</source>
        <translation>Sprechblase</translation>
    </message>
    <message>
        <source>Ink on cream</source>
        <translation>Tinte auf Creme</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etikett</translation>
    </message>
    <message>
        <source>Liquid</source>
        <translation>Fließend</translation>
    </message>
    <message>
        <source>Navy and rust</source>
        <translation>Marineblau und Rost</translation>
    </message>
    <message>
        <source>Ocean</source>
        <translation>Ozean</translation>
    </message>
    <message>
        <source>Outdoor sticker</source>
        <translation>Aufkleber für draußen</translation>
    </message>
    <message>
        <source>Party</source>
        <translation>Party</translation>
    </message>
    <message>
        <source>Pen stroke</source>
        <translation>Federstrich</translation>
    </message>
    <message>
        <source>Plain black</source>
        <translation>Schlichtes Schwarz</translation>
    </message>
    <message>
        <source>Press black</source>
        <translation>Druckschwarz</translation>
    </message>
    <message>
        <source>Press black, rounded</source>
        <translation>Druckschwarz, abgerundet</translation>
    </message>
    <message>
        <source>Press navy, one ink</source>
        <translation>Druck in Marineblau, eine Farbe</translation>
    </message>
    <message>
        <source>Price tag</source>
        <translation>Preisschild</translation>
    </message>
    <message>
        <source>Rounded</source>
        <translation>Gerundet</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Shopping bag</source>
        <translation>Einkaufstasche</translation>
    </message>
    <message>
        <source>Soft</source>
        <translation>Weich</translation>
    </message>
    <message>
        <source>Spring leaf</source>
        <translation>Frühlingsblatt</translation>
    </message>
    <message>
        <source>Sunset</source>
        <translation>Sonnenuntergang</translation>
    </message>
    <message>
        <source>This way</source>
        <translation>Hier entlang</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Eintrittskarte</translation>
    </message>
    <message>
        <source>Viewfinder</source>
        <translation>Sucher</translation>
    </message>
    <message>
        <source>Wi-Fi on the phone</source>
        <translation>WLAN auf dem Telefon</translation>
    </message>
    <message>
        <source>With love</source>
        <translation>Mit Liebe</translation>
    </message>
</context>
<context>
    <name>PreviewPart</name>
    <message>
        <source>Check first</source>
        <translation>Erst prüfen</translation>
    </message>
    <message>
        <source>Code {number} of {all}</source>
        <translation>Code {number} von {all}</translation>
    </message>
    <message>
        <source>How wide one square of the code is</source>
        <translation>So breit ist ein Quadrat des Codes</translation>
    </message>
    <message>
        <source>Make them anyway</source>
        <translation>Trotzdem anlegen</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>Modul</translation>
    </message>
    <message>
        <source>Preflight clean</source>
        <translation>Preflight sauber</translation>
    </message>
    <message>
        <source>Preflight found faults</source>
        <translation>Preflight fand Fehler</translation>
    </message>
    <message>
        <source>Print-safe</source>
        <translation>Druckreif</translation>
    </message>
    <message>
        <source>Scan score</source>
        <translation>Lesbarkeit</translation>
    </message>
    <message>
        <source>Sheet {number} of {all}</source>
        <translation>Bogen {number} von {all}</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>Size and error correction of the code, then its squares across and down: fewer read more easily</source>
        <translation>Größe und Fehlerkorrektur des Codes, dann seine Quadrate quer und hoch: Weniger sind leichter lesbar</translation>
    </message>
    <message>
        <source>The next sheet</source>
        <translation>Nächster Bogen</translation>
    </message>
    <message>
        <source>The sheet before</source>
        <translation>Voriger Bogen</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Works on this computer only</source>
        <translation>Gilt nur auf diesem Computer</translation>
    </message>
    <message>
        <source>Works on this network only</source>
        <translation>Gilt nur in diesem Netz</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>mm</source>
        <translation>mm</translation>
    </message>
</context>
<context>
    <name>PrintDialog</name>
    <message>
        <source>100 mm long, at the top</source>
        <translation>100 mm lang, oben</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Choose 100 % or actual size in the printer&apos;s own window: nothing may be fitted to the page.</source>
        <translation>Im Fenster des Druckers 100 % oder Originalgröße wählen: Nichts darf an die Seite angepasst werden.</translation>
    </message>
    <message>
        <source>Choose a printer…</source>
        <translation>Drucker wählen…</translation>
    </message>
    <message>
        <source>Each code {width} mm wide, {n} on a sheet; {sheets}.</source>
        <translation>Jeder Code {width} mm breit, {n} auf einem Bogen; {sheets}.</translation>
    </message>
    <message>
        <source>Fill the sheet</source>
        <translation>Bogen füllen</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Wie viele</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>Letter</translation>
    </message>
    <message>
        <source>Line to check the scale</source>
        <translation>Linie zum Prüfen des Maßstabs</translation>
    </message>
    <message>
        <source>Not safe to print</source>
        <translation>Für den Druck nicht sicher</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <source>Print anyway…</source>
        <translation>Trotzdem drucken…</translation>
    </message>
    <message>
        <source>Print on an office printer</source>
        <translation>Auf einem Bürodrucker drucken</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Als PDF speichern…</translation>
    </message>
    <message>
        <source>The code is too large for paper of {width} × {height} mm. Make it smaller under Print.</source>
        <translation>Der Code ist zu groß für Papier von {width} × {height} mm. Ihn unter Druck verkleinern.</translation>
    </message>
    <message>
        <source>The scan score is only {n} of 100. The Studio says at the right what raises it.</source>
        <translation>Die Lesbarkeit liegt nur bei {n} von 100. Rechts im Studio steht, was sie erhöht.</translation>
    </message>
    <message>
        <source>{count} sheet</source>
        <translation>{count} Bogen</translation>
    </message>
    <message>
        <source>{count} sheets</source>
        <translation>{count} Bögen</translation>
    </message>
</context>
<context>
    <name>PrintTab</name>
    <message>
        <source>Bar-width reduction</source>
        <translation>Strichverschmälerung</translation>
    </message>
    <message>
        <source>Bar-width reduction in micrometres</source>
        <translation>Strichverschmälerung in Mikrometern</translation>
    </message>
    <message>
        <source>Bleed</source>
        <translation>Beschnitt</translation>
    </message>
    <message>
        <source>Bleed in millimetres</source>
        <translation>Beschnitt in Millimetern</translation>
    </message>
    <message>
        <source>Bring a profile from the disk…</source>
        <translation>Profil vom Datenträger holen…</translation>
    </message>
    <message>
        <source>Colour profile of the press</source>
        <translation>Farbprofil der Druckmaschine</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Crop marks</source>
        <translation>Schnittmarken</translation>
    </message>
    <message>
        <source>Draws dark parts thinner, because ink spreads on paper</source>
        <translation>Zeichnet dunkle Teile dünner, weil Farbe auf Papier verläuft</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>ISO Coated v2 300 % (built in)</source>
        <translation>ISO Coated v2 300 % (Standard)</translation>
    </message>
    <message>
        <source>Ink spreads there by about {n} µm at each edge; your printer knows better.</source>
        <translation>Farbe läuft dort an jeder Kante etwa {n} µm aus; die Druckerei weiß es genauer.</translation>
    </message>
    <message>
        <source>Its address works nearby only</source>
        <translation>Die Adresse gilt nur in der Nähe</translation>
    </message>
    <message>
        <source>Nothing spreads on a screen.</source>
        <translation>Auf dem Bildschirm läuft nichts aus.</translation>
    </message>
    <message>
        <source>Phones read it from about {cm} cm away: ten times its width.</source>
        <translation>Telefone lesen ihn aus etwa {cm} cm: dem Zehnfachen der Breite.</translation>
    </message>
    <message>
        <source>Printing method</source>
        <translation>Druckart</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Remember as printed</source>
        <translation>Als gedruckt merken</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Auflösung</translation>
    </message>
    <message>
        <source>The width follows the printer&apos;s dots</source>
        <translation>Die Breite folgt den Punkten des Druckers</translation>
    </message>
    <message>
        <source>Then it cannot be changed any more</source>
        <translation>Dann lässt sich der Code nicht mehr ändern</translation>
    </message>
    <message>
        <source>Use {n} dpi</source>
        <translation>{n} dpi nehmen</translation>
    </message>
    <message>
        <source>Use {n} µm</source>
        <translation>{n} µm nehmen</translation>
    </message>
    <message>
        <source>Warns before its link stops</source>
        <translation>Warnt, bevor sein Link endet</translation>
    </message>
    <message>
        <source>Whole dots</source>
        <translation>Ganze Punkte</translation>
    </message>
    <message>
        <source>Width, margin included</source>
        <translation>Breite mit Rand</translation>
    </message>
    <message>
        <source>dpi</source>
        <translation>dpi</translation>
    </message>
    <message>
        <source>mm</source>
        <translation>mm</translation>
    </message>
    <message>
        <source>{mm} mm wide</source>
        <translation>{mm} mm breit</translation>
    </message>
    <message>
        <source>µm</source>
        <translation>µm</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>Printing cancelled; no file was written</source>
        <translation>Druck abgebrochen; keine Datei wurde geschrieben</translation>
    </message>
    <message>
        <source>Printing stopped. Sheets that were sent to the printer by then may still come.</source>
        <translation>Druck angehalten. Bögen, die bis dahin beim Drucker waren, kommen vielleicht noch.</translation>
    </message>
    <message>
        <source>Printing {title}</source>
        <translation>{title} wird gedruckt</translation>
    </message>
    <message>
        <source>Sent to the printer: {sheets}</source>
        <translation>An den Drucker gesendet: {sheets}</translation>
    </message>
    <message>
        <source>This line is 100 mm long</source>
        <translation>Diese Linie ist 100 mm lang</translation>
    </message>
    <message>
        <source>{count} sheet</source>
        <translation>{count} Bogen</translation>
    </message>
    <message>
        <source>{count} sheets</source>
        <translation>{count} Bögen</translation>
    </message>
    <message>
        <source>{file} saved: {sheets}</source>
        <translation>{file} gespeichert: {sheets}</translation>
    </message>
</context>
<context>
    <name>PrivacyCard</name>
    <message>
        <source>Honour do-not-track</source>
        <translation>Do-not-track beachten</translation>
    </message>
    <message>
        <source>How long activity is kept</source>
        <translation>Wie lange die Aktivität aufbewahrt wird</translation>
    </message>
    <message>
        <source>Keep single scans</source>
        <translation>Einzelne Scans aufbewahren</translation>
    </message>
    <message>
        <source>Keep single scans for ever</source>
        <translation>Einzelne Scans für immer aufbewahren</translation>
    </message>
    <message>
        <source>Keep single scans for so many days</source>
        <translation>Einzelne Scans so viele Tage aufbewahren</translation>
    </message>
    <message>
        <source>Of visitors whose browser asks for it only the visit is counted.</source>
        <translation>Bei Besuchern, deren Browser darum bittet, wird nur der Besuch gezählt.</translation>
    </message>
    <message>
        <source>Older ones are deleted; the sums of every day stay for ever.</source>
        <translation>Ältere werden gelöscht; die Summen jedes Tages bleiben für immer.</translation>
    </message>
    <message>
        <source>Once saved, single scans from before {day} are deleted for ever.</source>
        <translation>Nach dem Speichern werden einzelne Scans vor dem {day} endgültig gelöscht.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Saved: single scans are kept for ever</source>
        <translation>Gespeichert: Einzelne Scans bleiben für immer</translation>
    </message>
    <message>
        <source>Saved: single scans are kept for {days} days</source>
        <translation>Gespeichert: Einzelne Scans bleiben {days} Tage</translation>
    </message>
    <message>
        <source>Scans and privacy</source>
        <translation>Scans und Datenschutz</translation>
    </message>
    <message>
        <source>Single scans from before {day} have been deleted.</source>
        <translation>Einzelne Scans vor dem {day} wurden gelöscht.</translation>
    </message>
    <message>
        <source>do-not-track is honoured</source>
        <translation>Do-not-track wird beachtet</translation>
    </message>
    <message>
        <source>do-not-track is not honoured</source>
        <translation>Do-not-track wird nicht beachtet</translation>
    </message>
</context>
<context>
    <name>PrivacyFields</name>
    <message>
        <source>Erase all scans of {name}?</source>
        <translation>Alle Scans von {name} löschen?</translation>
    </message>
    <message>
        <source>Erase for ever</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Erase this link&apos;s scans…</source>
        <translation>Scans dieses Links löschen…</translation>
    </message>
    <message>
        <source>Its single scans and its sums go, also from the totals of its folder and tags. This cannot be undone. The link goes on working.</source>
        <translation>Einzelne Scans und Summen verschwinden, auch bei Ordner und Schlagwörtern. Das ist endgültig. Der Link funktioniert weiter.</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Nothing is noted but that someone came: no place, device, language or visitor.</source>
        <translation>Vermerkt wird nur, dass jemand kam: weder Ort, Gerät, Sprache noch Besucher.</translation>
    </message>
    <message>
        <source>Only count visits</source>
        <translation>Nur Besuche zählen</translation>
    </message>
    <message>
        <source>Your key may not erase scans.</source>
        <translation>Dieser Schlüssel darf Scans nicht löschen.</translation>
    </message>
    <message>
        <source>only counted</source>
        <translation>nur gezählt</translation>
    </message>
</context>
<context>
    <name>Proof</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy the file&apos;s address</source>
        <translation>Adresse der Datei kopieren</translation>
    </message>
    <message>
        <source>Copy the file&apos;s text</source>
        <translation>Text der Datei kopieren</translation>
    </message>
    <message>
        <source>Copy the record&apos;s name</source>
        <translation>Namen des Eintrags kopieren</translation>
    </message>
    <message>
        <source>Copy the record&apos;s value</source>
        <translation>Wert des Eintrags kopieren</translation>
    </message>
    <message>
        <source>DNS may take an hour to be seen everywhere. It is checked daily.</source>
        <translation>DNS braucht bis zu einer Stunde. Geprüft wird täglich.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Keep this {type} record</source>
        <translation>Diesen {type}-Eintrag behalten</translation>
    </message>
    <message>
        <source>Make this {type} record</source>
        <translation>Diesen {type}-Eintrag anlegen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Or a file on its web server, with this text in it</source>
        <translation>Oder Datei auf dem Webserver mit diesem Text</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Verify now</source>
        <translation>Jetzt prüfen</translation>
    </message>
</context>
<context>
    <name>RankCard</name>
    <message>
        <source>Clicks</source>
        <translation>Klicks</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>Scans</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>Weniger zeigen</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} weitere</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>{count} weitere</translation>
    </message>
</context>
<context>
    <name>Reach</name>
    <message>
        <source>An owner or an admin of this workspace can show it to you, or make a key that reads it.</source>
        <translation>Inhaber und Admins dieses Arbeitsbereichs können es zeigen oder einen Schlüssel anlegen, der es liest.</translation>
    </message>
    <message>
        <source>An owner or an admin of this workspace can show them to you, or make a key that reads them.</source>
        <translation>Inhaber oder Admins dieses Arbeitsbereichs können sie zeigen oder einen Schlüssel anlegen, der sie liest.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Codes and designs are not open to your key</source>
        <translation>Codes und Designs sind diesem Schlüssel nicht offen</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>Eigene Wahl</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Domains are not open to your key</source>
        <translation>Domains sind diesem Schlüssel nicht offen</translation>
    </message>
    <message>
        <source>Keys and members are not open to your key</source>
        <translation>Schlüssel und Mitglieder sind diesem Schlüssel nicht offen</translation>
    </message>
    <message>
        <source>Links are not open to your key</source>
        <translation>Links sind diesem Schlüssel nicht offen</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Scans are not open to your key</source>
        <translation>Scans sind diesem Schlüssel nicht offen</translation>
    </message>
    <message>
        <source>The audit log is not open to your key</source>
        <translation>Die Aktivität ist diesem Schlüssel nicht offen</translation>
    </message>
    <message>
        <source>What this key may do</source>
        <translation>Was dieser Schlüssel darf</translation>
    </message>
    <message>
        <source>Your own key may not do this</source>
        <translation>Der eigene Schlüssel darf das nicht</translation>
    </message>
    <message>
        <source>{count} of {all} permissions</source>
        <translation>{count} von {all} Berechtigungen</translation>
    </message>
</context>
<context>
    <name>ReachWords</name>
    <message>
        <source>Your key may not change the address that codes carry.</source>
        <translation>Dieser Schlüssel darf die Adresse der Codes nicht ändern.</translation>
    </message>
    <message>
        <source>Your key may not change the workspace.</source>
        <translation>Dieser Schlüssel darf den Arbeitsbereich nicht ändern.</translation>
    </message>
    <message>
        <source>Your key may not read the workspace.</source>
        <translation>Dieser Schlüssel darf den Arbeitsbereich nicht lesen.</translation>
    </message>
</context>
<context>
    <name>ReaderPanel</name>
    <message>
        <source>Cannot be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Contrast {contrast} %, margin {margin} modules</source>
        <translation>Kontrast {contrast} %, Rand {margin} Module</translation>
    </message>
    <message>
        <source>It is read back as soon as there is one.</source>
        <translation>Er wird zurückgelesen, sobald es einen gibt.</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Wird gemessen…</translation>
    </message>
    <message>
        <source>No code yet</source>
        <translation>Noch kein Code</translation>
    </message>
    <message>
        <source>Not for print yet: it works on this computer only</source>
        <translation>Noch nicht für den Druck: gilt nur auf diesem Computer</translation>
    </message>
    <message>
        <source>Not for print yet: it works on this network only</source>
        <translation>Noch nicht für den Druck: gilt nur in diesem Netz</translation>
    </message>
    <message>
        <source>Reads</source>
        <translation>Lesbar</translation>
    </message>
    <message>
        <source>Reads well</source>
        <translation>Gut lesbar</translation>
    </message>
    <message>
        <source>Scanned large and sharp, then small in dim light.</source>
        <translation>Groß und scharf gescannt, dann klein im Halbdunkel.</translation>
    </message>
    <message>
        <source>Set a public address</source>
        <translation>Öffentliche Adresse festlegen</translation>
    </message>
    <message>
        <source>The code carries {address}. Nobody else can reach that.</source>
        <translation>Der Code trägt {address}. Niemand sonst erreicht das.</translation>
    </message>
</context>
<context>
    <name>ReadingTold</name>
    <message>
        <source>Reading {name}</source>
        <translation>{name} wird gelesen</translation>
    </message>
    <message>
        <source>Reading {name}, {count} rows so far</source>
        <translation>{name} wird gelesen, {count} Zeilen bisher</translation>
    </message>
</context>
<context>
    <name>RecipeKeeper</name>
    <message>
        <source>Recipe {name} is saved</source>
        <translation>Vorlage {name} ist gespeichert</translation>
    </message>
</context>
<context>
    <name>Removing</name>
    <message>
        <source>{name} goes on, and was not deleted</source>
        <translation>{name} läuft weiter und wurde nicht gelöscht</translation>
    </message>
    <message>
        <source>{name} is back, with its secret and its log</source>
        <translation>{name} ist wieder da, mit Geheimnis und Log</translation>
    </message>
    <message>
        <source>{name} is deleted</source>
        <translation>{name} ist gelöscht</translation>
    </message>
    <message>
        <source>{name} is still there, but paused: {reason}</source>
        <translation>{name} ist noch da, aber pausiert: {reason}</translation>
    </message>
    <message>
        <source>{name} is still there: {reason}</source>
        <translation>{name} ist noch da: {reason}</translation>
    </message>
</context>
<context>
    <name>Reopening</name>
    <message>
        <source>The backup cannot be opened, so it was taken back: everything is as it was before. {reason}</source>
        <translation>Die Sicherung lässt sich nicht öffnen und wurde zurückgenommen: Alles ist wie vorher. {reason}</translation>
    </message>
    <message>
        <source>The backup was restored, but cannot be opened. {reason} Close QRDesk and open it again.</source>
        <translation>Die Sicherung wurde wiederhergestellt, lässt sich aber nicht öffnen. {reason} QRDesk schließen und neu öffnen.</translation>
    </message>
    <message>
        <source>The backup was restored, but cannot be opened. {reason} What was here before is in {path}. Close QRDesk, open it again, and restore that.</source>
        <translation>Die Sicherung wurde wiederhergestellt, lässt sich aber nicht öffnen. {reason} Was vorher hier war, liegt in {path}. QRDesk schließen, neu öffnen und diese Sicherung wiederherstellen.</translation>
    </message>
</context>
<context>
    <name>RestoreCard</name>
    <message>
        <source>A backup is looked through first: you see what it holds and what would be different. What is here now is kept as a backup of its own, so a restore can be taken back.</source>
        <translation>Eine Sicherung wird zuerst durchgesehen: Zu sehen ist, was sie enthält und was anders würde. Der jetzige Stand wird selbst gesichert, so lässt sich das Zurückspielen zurücknehmen.</translation>
    </message>
    <message>
        <source>All links, codes, scans and settings of the workspaces become what they were then. What is here now is kept as a backup first. Codes lead nowhere for the moment that it takes.</source>
        <translation>Alle Links, Codes, Scans und Einstellungen der Arbeitsbereiche werden wie damals. Der jetzige Stand wird zuerst gesichert. Codes führen solange nirgendwohin.</translation>
    </message>
    <message>
        <source>Looking through the backup</source>
        <translation>Sicherung wird durchgesehen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Sicherung zurückspielen</translation>
    </message>
    <message>
        <source>Restore the backup made {when}?</source>
        <translation>Die {when} erstellte Sicherung zurückspielen?</translation>
    </message>
    <message>
        <source>Restore this backup…</source>
        <translation>Diese Sicherung zurückspielen…</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Zurückspielen…</translation>
    </message>
    <message>
        <source>Take it back…</source>
        <translation>Zurücknehmen…</translation>
    </message>
    <message>
        <source>The backup is whole. Nothing has changed yet.</source>
        <translation>Die Sicherung ist vollständig. Noch wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The backup made {when} is restored</source>
        <translation>Die {when} erstellte Sicherung ist zurückgespielt</translation>
    </message>
    <message>
        <source>What was here before is in {path}.</source>
        <translation>Der vorherige Stand ist in {path}.</translation>
    </message>
</context>
<context>
    <name>RestoreWords</name>
    <message>
        <source>Made {when}, whole: {links}, {codes}, {hits}.</source>
        <translation>Erstellt {when}, vollständig: {links}, {codes}, {hits}.</translation>
    </message>
    <message>
        <source>The links are the same as now.</source>
        <translation>Die Links sind dieselben wie jetzt.</translation>
    </message>
    <message>
        <source>The newest scan in it is of {day}, {time}.</source>
        <translation>Der neueste Scan darin ist vom {day}, {time}.</translation>
    </message>
    <message>
        <source>{count} code</source>
        <translation>{count} Code</translation>
    </message>
    <message>
        <source>{count} codes</source>
        <translation>{count} Codes</translation>
    </message>
    <message>
        <source>{count} link</source>
        <translation>{count} Link</translation>
    </message>
    <message>
        <source>{count} link is only in the backup and would be back: {names}</source>
        <translation>{count} Link ist nur in der Sicherung und wäre wieder da: {names}</translation>
    </message>
    <message>
        <source>{count} link that is here is not in the backup and would be gone: {names}</source>
        <translation>{count} Link, der hier ist, ist nicht in der Sicherung und wäre weg: {names}</translation>
    </message>
    <message>
        <source>{count} link was changed since and would be as it was then: {names}</source>
        <translation>{count} Link wurde seither geändert und wäre wie damals: {names}</translation>
    </message>
    <message>
        <source>{count} links</source>
        <translation>{count} Links</translation>
    </message>
    <message>
        <source>{count} links are only in the backup and would be back: {names}</source>
        <translation>{count} Links sind nur in der Sicherung und wären wieder da: {names}</translation>
    </message>
    <message>
        <source>{count} links that are here are not in the backup and would be gone: {names}</source>
        <translation>{count} Links, die hier sind, sind nicht in der Sicherung und wären weg: {names}</translation>
    </message>
    <message>
        <source>{count} links were changed since and would be as they were then: {names}</source>
        <translation>{count} Links wurden seither geändert und wären wie damals: {names}</translation>
    </message>
    <message>
        <source>{count} scan</source>
        <translation>{count} Scan</translation>
    </message>
    <message>
        <source>{count} scan that came since would be gone.</source>
        <translation>{count} Scan von seither wäre weg.</translation>
    </message>
    <message>
        <source>{count} scans</source>
        <translation>{count} Scans</translation>
    </message>
    <message>
        <source>{count} scans that came since would be gone.</source>
        <translation>{count} Scans von seither wären weg.</translation>
    </message>
    <message>
        <source>{names} and more</source>
        <translation>{names} und weitere</translation>
    </message>
</context>
<context>
    <name>Restoring</name>
    <message>
        <source>Restore cancelled; nothing has changed</source>
        <translation>Zurückspielen abgebrochen; nichts wurde geändert</translation>
    </message>
    <message>
        <source>Restoring your links</source>
        <translation>Links werden zurückgespielt</translation>
    </message>
</context>
<context>
    <name>RestoringClosed</name>
    <message>
        <source>Backups (*.zip);;All files (*)</source>
        <translation>Sicherungen (*.zip);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Choose a backup</source>
        <translation>Sicherung wählen</translation>
    </message>
    <message>
        <source>It becomes {database}, the links of this computer.</source>
        <translation>Daraus wird {database}, die Links dieses Computers.</translation>
    </message>
    <message>
        <source>It becomes {database}. What is there now is kept beside it, under another name.</source>
        <translation>Daraus wird {database}. Was jetzt dort ist, bleibt unter anderem Namen daneben.</translation>
    </message>
    <message>
        <source>Looking through the backup</source>
        <translation>Sicherung wird durchgesehen</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Zurückspielen</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Sicherung zurückspielen</translation>
    </message>
    <message>
        <source>Restore cancelled; nothing has changed</source>
        <translation>Zurückspielen abgebrochen; nichts wurde geändert</translation>
    </message>
    <message>
        <source>Restore {file}?</source>
        <translation>{file} zurückspielen?</translation>
    </message>
    <message>
        <source>Restoring your links</source>
        <translation>Links werden zurückgespielt</translation>
    </message>
    <message>
        <source>The backup is restored. What was there before is in {file}, beside it.</source>
        <translation>Die Sicherung ist zurückgespielt. Was vorher dort war, ist in {file}, daneben.</translation>
    </message>
    <message>
        <source>The backup is restored. What was there before is kept as {file}, a backup too.</source>
        <translation>Die Sicherung ist zurückgespielt. Was vorher dort war, bleibt als Sicherung {file}.</translation>
    </message>
</context>
<context>
    <name>ResumeBox</name>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Resume {name}</source>
        <translation>{name} fortsetzen</translation>
    </message>
</context>
<context>
    <name>RightPanel</name>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>File format</source>
        <translation>Dateiformat</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Rahmen</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>Preflight: {found}</source>
        <translation>Preflight: {found}</translation>
    </message>
    <message>
        <source>Preflight: {found}, but the address is not for print yet</source>
        <translation>Preflight: {found}, aber die Adresse ist noch nicht für den Druck</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Druck</translation>
    </message>
    <message>
        <source>Print on an office printer…</source>
        <translation>Auf einem Bürodrucker drucken…</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Set a public address</source>
        <translation>Öffentliche Adresse festlegen</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Show the preflight report</source>
        <translation>Bericht des Preflights zeigen</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>What to change</source>
        <translation>Was sich ändern lässt</translation>
    </message>
    <message>
        <source>Write the file (Ctrl+E)</source>
        <translation>Datei schreiben (Strg+E)</translation>
    </message>
</context>
<context>
    <name>Roles</name>
    <message>
        <source>Admin</source>
        <translation>Admin</translation>
    </message>
    <message>
        <source>May do everything but make or remove owners.</source>
        <translation>Darf alles, außer Inhaber ernennen oder entfernen.</translation>
    </message>
    <message>
        <source>May do everything, and alone makes or removes owners.</source>
        <translation>Darf alles, auch Inhaber ernennen oder entfernen.</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>Works with links, codes, domains and scans, no more.</source>
        <translation>Arbeitet mit Links, Codes, Domains und Scans, sonst nichts.</translation>
    </message>
</context>
<context>
    <name>Rotation</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Ends at once</source>
        <translation>Endet sofort</translation>
    </message>
    <message>
        <source>Leave empty for a new one, shown once</source>
        <translation>Leer lassen für ein neues (einmal gezeigt)</translation>
    </message>
    <message>
        <source>Make the new secret</source>
        <translation>Neues Geheimnis anlegen</translation>
    </message>
    <message>
        <source>New secret</source>
        <translation>Neues Geheimnis</translation>
    </message>
    <message>
        <source>Requests are signed with both while both are good, so nothing is lost meanwhile.</source>
        <translation>Solange beide gelten, werden Anfragen mit beiden signiert; nichts geht verloren.</translation>
    </message>
    <message>
        <source>The old secret</source>
        <translation>Das bisherige Geheimnis</translation>
    </message>
    <message>
        <source>Works for 3 more days</source>
        <translation>Gilt noch 3 Tage</translation>
    </message>
    <message>
        <source>Works for 7 more days</source>
        <translation>Gilt noch 7 Tage</translation>
    </message>
    <message>
        <source>Works for one more day</source>
        <translation>Gilt noch einen Tag</translation>
    </message>
</context>
<context>
    <name>RowCarrying</name>
    <message>
        <source>Copy the address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>Design and print in the Studio</source>
        <translation>Im Studio gestalten und drucken</translation>
    </message>
    <message>
        <source>Your key may not see codes and designs.</source>
        <translation>Dieser Schlüssel darf Codes und Designs nicht sehen.</translation>
    </message>
</context>
<context>
    <name>RuleCard</name>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Earlier (Alt+Up)</source>
        <translation>Früher (Alt+Auf)</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Later (Alt+Down)</source>
        <translation>Später (Alt+Ab)</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Off: the rule is passed over</source>
        <translation>Aus: Die Regel wird übergangen</translation>
    </message>
    <message>
        <source>Off: {words}</source>
        <translation>Aus: {words}</translation>
    </message>
    <message>
        <source>One after another:</source>
        <translation>Der Reihe nach:</translation>
    </message>
    <message>
        <source>Rule {number} is on</source>
        <translation>Regel {number} ist ein</translation>
    </message>
    <message>
        <source>Rule {number}: {words}</source>
        <translation>Regel {number}: {words}</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} weitere</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
</context>
<context>
    <name>RuleFields</name>
    <message>
        <source>Add rule</source>
        <translation>Regel hinzufügen</translation>
    </message>
    <message>
        <source>As the workspace</source>
        <translation>Wie der Arbeitsbereich</translation>
    </message>
    <message>
        <source>Know returning visitors for a year</source>
        <translation>Besucher ein Jahr lang wiedererkennen</translation>
    </message>
    <message>
        <source>Otherwise the destination above</source>
        <translation>Sonst das Ziel oben</translation>
    </message>
    <message>
        <source>Rule {n} always holds: later rules and the destination above are never reached.</source>
        <translation>Regel {n} gilt immer: spätere Regeln und das Ziel oben werden nie erreicht.</translation>
    </message>
    <message>
        <source>Rule {n} always holds: the destination above is never reached.</source>
        <translation>Regel {n} gilt immer: Das Ziel oben wird nie erreicht.</translation>
    </message>
    <message>
        <source>Sets a cookie; without it, for a day only</source>
        <translation>Setzt ein Cookie; ohne nur am selben Tag</translation>
    </message>
    <message>
        <source>Time zone of the rules</source>
        <translation>Zeitzone der Regeln</translation>
    </message>
    <message>
        <source>Without rules everyone gets the destination. A rule sends some of them elsewhere.</source>
        <translation>Ohne Regeln bekommen alle das Ziel. Eine Regel schickt manche woandershin.</translation>
    </message>
    <message>
        <source>{count} rule</source>
        <translation>{count} Regel</translation>
    </message>
    <message>
        <source>{count} rules, first match wins</source>
        <translation>{count} Regeln, die erste passende gilt</translation>
    </message>
</context>
<context>
    <name>RuleFoot</name>
    <message>
        <source>A rule is open</source>
        <translation>Eine Regel ist offen</translation>
    </message>
</context>
<context>
    <name>RuleForm</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>For you only; may stay empty</source>
        <translation>Nur intern; kann leer bleiben</translation>
    </message>
    <message>
        <source>Leads to</source>
        <translation>Führt zu</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>When all of this holds</source>
        <translation>Wenn all das gilt</translation>
    </message>
</context>
<context>
    <name>RuleLeads</name>
    <message>
        <source>Add destination</source>
        <translation>Ziel hinzufügen</translation>
    </message>
    <message>
        <source>At least one share must be above 0.</source>
        <translation>Mindestens ein Anteil muss über 0 liegen.</translation>
    </message>
    <message>
        <source>By share, drawn each time</source>
        <translation>Nach Anteil, jedes Mal gelost</translation>
    </message>
    <message>
        <source>By share, the same all day</source>
        <translation>Nach Anteil, den ganzen Tag gleich</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Leads to</source>
        <translation>Führt zu</translation>
    </message>
    <message>
        <source>One after another</source>
        <translation>Der Reihe nach</translation>
    </message>
    <message>
        <source>One destination</source>
        <translation>Ein Ziel</translation>
    </message>
    <message>
        <source>Split visitors</source>
        <translation>Besucher aufteilen</translation>
    </message>
    <message>
        <source>Who gets which</source>
        <translation>Wer welches bekommt</translation>
    </message>
</context>
<context>
    <name>RuleSentences</name>
    <message>
        <source>For everyone</source>
        <translation>Für alle</translation>
    </message>
    <message>
        <source>TV</source>
        <translation>Fernseher</translation>
    </message>
    <message>
        <source>after {count} hit</source>
        <translation>nach {count} Aufruf</translation>
    </message>
    <message>
        <source>after {count} hits</source>
        <translation>nach {count} Aufrufen</translation>
    </message>
    <message>
        <source>at any time</source>
        <translation>jederzeit</translation>
    </message>
    <message>
        <source>before {since} or from {until} on</source>
        <translation>vor {since} oder ab {until}</translation>
    </message>
    <message>
        <source>before {until}</source>
        <translation>vor {until}</translation>
    </message>
    <message>
        <source>coming from {list}</source>
        <translation>von {list}</translation>
    </message>
    <message>
        <source>computer</source>
        <translation>Computer</translation>
    </message>
    <message>
        <source>device of another kind</source>
        <translation>anderen Gerät</translation>
    </message>
    <message>
        <source>does not read {list}</source>
        <translation>liest nicht {list}</translation>
    </message>
    <message>
        <source>except {times}</source>
        <translation>außer {times}</translation>
    </message>
    <message>
        <source>for the first hit</source>
        <translation>beim ersten Aufruf</translation>
    </message>
    <message>
        <source>for the first {count} hits</source>
        <translation>für die ersten {count} Aufrufe</translation>
    </message>
    <message>
        <source>from hit {least} to {most}</source>
        <translation>vom {least}. bis zum {most}. Aufruf</translation>
    </message>
    <message>
        <source>from {since}</source>
        <translation>ab {since}</translation>
    </message>
    <message>
        <source>from {since} to before {until}</source>
        <translation>von {since} bis vor {until}</translation>
    </message>
    <message>
        <source>in {countries}</source>
        <translation>in {countries}</translation>
    </message>
    <message>
        <source>in {regions}</source>
        <translation>Region: {regions}</translation>
    </message>
    <message>
        <source>no page</source>
        <translation>keiner Seite</translation>
    </message>
    <message>
        <source>not coming from {list}</source>
        <translation>nicht von {list}</translation>
    </message>
    <message>
        <source>not from hit {least} to {most}</source>
        <translation>nicht vom {least}. bis zum {most}. Aufruf</translation>
    </message>
    <message>
        <source>not in {countries}</source>
        <translation>nicht in {countries}</translation>
    </message>
    <message>
        <source>not in {regions}</source>
        <translation>Region nicht: {regions}</translation>
    </message>
    <message>
        <source>not on a {list}</source>
        <translation>nicht am {list}</translation>
    </message>
    <message>
        <source>not on {list}</source>
        <translation>nicht mit {list}</translation>
    </message>
    <message>
        <source>not with {list}</source>
        <translation>nicht mit {list}</translation>
    </message>
    <message>
        <source>on a further visit</source>
        <translation>bei einem weiteren Besuch</translation>
    </message>
    <message>
        <source>on a {list}</source>
        <translation>am {list}</translation>
    </message>
    <message>
        <source>on the first visit</source>
        <translation>beim ersten Besuch</translation>
    </message>
    <message>
        <source>on {days}</source>
        <translation>{days} ganztags</translation>
    </message>
    <message>
        <source>on {list}</source>
        <translation>mit {list}</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>Handy</translation>
    </message>
    <message>
        <source>reads {list}</source>
        <translation>liest {list}</translation>
    </message>
    <message>
        <source>tablet</source>
        <translation>Tablet</translation>
    </message>
    <message>
        <source>where {name} is not {list}</source>
        <translation>wo {name} nicht {list} ist</translation>
    </message>
    <message>
        <source>where {name} is {list}</source>
        <translation>wo {name} {list} ist</translation>
    </message>
    <message>
        <source>with {list}</source>
        <translation>mit {list}</translation>
    </message>
    <message>
        <source>with “{name}” in the address</source>
        <translation>mit „{name}“ in der Adresse</translation>
    </message>
    <message>
        <source>without “{name}” in the address</source>
        <translation>ohne „{name}“ in der Adresse</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>{count} weitere</translation>
    </message>
    <message>
        <source>{list} or {last}</source>
        <translation>{list} oder {last}</translation>
    </message>
</context>
<context>
    <name>RuleZone</name>
    <message>
        <source>As the workspace</source>
        <translation>Wie der Arbeitsbereich</translation>
    </message>
    <message>
        <source>As the workspace: {zone}</source>
        <translation>Wie der Arbeitsbereich: {zone}</translation>
    </message>
    <message>
        <source>Change the time zone</source>
        <translation>Zeitzone ändern</translation>
    </message>
    <message>
        <source>Choose a time zone from the list, such as Europe/Berlin.</source>
        <translation>Eine Zeitzone aus der Liste wählen, etwa Europe/Berlin.</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Time zone of the rules</source>
        <translation>Zeitzone der Regeln</translation>
    </message>
    <message>
        <source>Times are UTC: it is {time} by that clock, which may not be yours.</source>
        <translation>Zeiten gelten nach UTC. Dort ist es {time}, vielleicht anders als auf der eigenen Uhr.</translation>
    </message>
    <message>
        <source>Times are those of the workspace.</source>
        <translation>Zeiten gelten wie im Arbeitsbereich.</translation>
    </message>
    <message>
        <source>Times are those of {zone}. There it is {time} now.</source>
        <translation>Zeiten gelten nach {zone}. Dort ist es jetzt {time}.</translation>
    </message>
    <message>
        <source>Use {zone}</source>
        <translation>{zone} verwenden</translation>
    </message>
</context>
<context>
    <name>RunBar</name>
    <message>
        <source>About {seconds} s left</source>
        <translation>Noch etwa {seconds} s</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Codes, checked</source>
        <translation>Codes, geprüft</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Making codes</source>
        <translation>Codes werden angelegt</translation>
    </message>
    <message>
        <source>Making links</source>
        <translation>Links werden angelegt</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Putting it together</source>
        <translation>Wird zusammengestellt</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Sheets</source>
        <translation>Bögen</translation>
    </message>
    <message>
        <source>Stopping after what is being made</source>
        <translation>Bricht nach dem laufenden Schritt ab</translation>
    </message>
    <message>
        <source>What is made stays made.</source>
        <translation>Was angelegt ist, bleibt.</translation>
    </message>
</context>
<context>
    <name>Sample</name>
    <message>
        <source>The sample is gone</source>
        <translation>Das Beispiel ist entfernt</translation>
    </message>
</context>
<context>
    <name>SampleStrip</name>
    <message>
        <source>Remove the sample</source>
        <translation>Beispiel entfernen</translation>
    </message>
    <message>
        <source>{name} is a sample. Its scans are made up and stay in these figures until you remove it.</source>
        <translation>{name} ist ein Beispiel. Seine Scans sind erfunden und zählen hier mit, bis es entfernt ist.</translation>
    </message>
</context>
<context>
    <name>SaveBar</name>
    <message>
        <source>All changes saved</source>
        <translation>Alles gespeichert</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Go to the next field that is wrong</source>
        <translation>Zum nächsten falschen Feld</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Noch nicht gespeichert</translation>
    </message>
    <message>
        <source>Not saved, your text is kept. {reason}</source>
        <translation>Nicht gespeichert, der Text bleibt erhalten. {reason}</translation>
    </message>
    <message>
        <source>Not saved: the server is away. Your text is kept</source>
        <translation>Server nicht erreichbar. Eingaben bleiben</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Wird gespeichert</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>{count} change not saved</source>
        <translation>{count} Änderung offen</translation>
    </message>
    <message>
        <source>{count} changes not saved</source>
        <translation>{count} Änderungen offen</translation>
    </message>
    <message>
        <source>{count} field to check</source>
        <translation>{count} Feld prüfen</translation>
    </message>
    <message>
        <source>{count} fields to check</source>
        <translation>{count} Felder prüfen</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Saved {time}: {title}</source>
        <translation>Gespeichert um {time}: {title}</translation>
    </message>
    <message>
        <source>The look of {title} is saved</source>
        <translation>Das Aussehen von {title} ist gespeichert</translation>
    </message>
    <message>
        <source>{title} is saved</source>
        <translation>{title} ist gespeichert</translation>
    </message>
</context>
<context>
    <name>ScheduleCard</name>
    <message>
        <source>A backup is missing</source>
        <translation>Eine Sicherung fehlt</translation>
    </message>
    <message>
        <source>A folder for backups</source>
        <translation>Ein Ordner für Sicherungen</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>Automatic backups</source>
        <translation>Automatische Sicherungen</translation>
    </message>
    <message>
        <source>Backed up to {file}, verified</source>
        <translation>In {file} gesichert, geprüft</translation>
    </message>
    <message>
        <source>Backing up</source>
        <translation>Wird gesichert</translation>
    </message>
    <message>
        <source>Change folder…</source>
        <translation>Ordner ändern…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>Täglich</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>Wöchentlich</translation>
    </message>
    <message>
        <source>How often backups are made</source>
        <translation>Wie oft gesichert wird</translation>
    </message>
    <message>
        <source>Keep the newest</source>
        <translation>Die neuesten behalten</translation>
    </message>
    <message>
        <source>Last backup: {when}, {links}, verified.</source>
        <translation>Letzte Sicherung: {when}, {links}, geprüft.</translation>
    </message>
    <message>
        <source>Made while QRDesk serves, also when no window is open. One that was missed is made as soon as it serves again. The oldest goes once a new one was made and read back. A folder on another disk is the safest.</source>
        <translation>Angelegt wird, während QRDesk läuft, auch ohne offenes Fenster. Eine verpasste wird nachgeholt, sobald es wieder läuft. Die älteste wird gelöscht, sobald eine neue angelegt und geprüft ist. Ein Ordner auf einem anderen Datenträger ist am sichersten.</translation>
    </message>
    <message>
        <source>None was made for days: QRDesk did not serve at that time.</source>
        <translation>Seit Tagen entstand keine: Der Server lief zu dieser Zeit nicht.</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Saved: a backup every Monday</source>
        <translation>Gespeichert: jeden Montag eine Sicherung</translation>
    </message>
    <message>
        <source>Saved: a backup every day</source>
        <translation>Gespeichert: täglich eine Sicherung</translation>
    </message>
    <message>
        <source>Saved: no backups by themselves</source>
        <translation>Gespeichert: keine automatischen Sicherungen</translation>
    </message>
    <message>
        <source>The first one is made within a minute of serving.</source>
        <translation>Die erste entsteht binnen einer Minute, wenn der Server läuft.</translation>
    </message>
    <message>
        <source>They are in this folder</source>
        <translation>Sie liegen in diesem Ordner</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Use the usual folder</source>
        <translation>Üblichen Ordner verwenden</translation>
    </message>
    <message>
        <source>{count} link</source>
        <translation>{count} Link</translation>
    </message>
    <message>
        <source>{count} links</source>
        <translation>{count} Links</translation>
    </message>
</context>
<context>
    <name>SchemaCard</name>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Restore that copy…</source>
        <translation>Diese Kopie zurückspielen…</translation>
    </message>
    <message>
        <source>Up to date for QRDesk {version}, last changed {when}.</source>
        <translation>Aktuell für QRDesk {version}, zuletzt geändert {when}.</translation>
    </message>
    <message>
        <source>Up to date for QRDesk {version}.</source>
        <translation>Aktuell für QRDesk {version}.</translation>
    </message>
    <message>
        <source>Updates of the database</source>
        <translation>Aktualisierungen der Datenbank</translation>
    </message>
    <message>
        <source>What it was before, {when}: {path} ({size})</source>
        <translation>Stand davor, {when}: {path} ({size})</translation>
    </message>
    <message>
        <source>When a new QRDesk needs another form of the database, it keeps a copy first and then changes it. Should that fail, the database stays as it was.</source>
        <translation>Braucht ein neues QRDesk eine andere Form der Datenbank, legt es zuerst eine Kopie an und ändert sie dann. Scheitert das, bleibt die Datenbank, wie sie war.</translation>
    </message>
</context>
<context>
    <name>Scopes</name>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Codes and designs</source>
        <translation>Codes und Designs</translation>
    </message>
    <message>
        <source>Domains</source>
        <translation>Domains</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Figures only</source>
        <translation>Nur Zahlen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Links and codes</source>
        <translation>Links und Codes</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>Nur lesen</translation>
    </message>
    <message>
        <source>Reads: {read}</source>
        <translation>Liest: {read}</translation>
    </message>
    <message>
        <source>Scans and analytics</source>
        <translation>Scans und Auswertung</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>Webhooks</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>{kinds}; reads: {read}</source>
        <translation>{kinds}; liest: {read}</translation>
    </message>
</context>
<context>
    <name>ScoreDial</name>
    <message>
        <source>Check first</source>
        <translation>Erst prüfen</translation>
    </message>
    <message>
        <source>Not for print yet</source>
        <translation>Noch nicht druckreif</translation>
    </message>
    <message>
        <source>Print-safe</source>
        <translation>Druckreif</translation>
    </message>
    <message>
        <source>Risky</source>
        <translation>Riskant</translation>
    </message>
    <message>
        <source>Scan score {score} of 100</source>
        <translation>Lesbarkeit {score} von 100</translation>
    </message>
    <message>
        <source>Scan score, not measured yet</source>
        <translation>Lesbarkeit, noch nicht gemessen</translation>
    </message>
    <message>
        <source>of 100</source>
        <translation>von 100</translation>
    </message>
</context>
<context>
    <name>SearchButton</name>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>Suchen oder Befehl ausführen</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Empty this field</source>
        <translation>Feld leeren</translation>
    </message>
</context>
<context>
    <name>Section</name>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>closed, something in it is wrong</source>
        <translation>geschlossen, darin ist etwas falsch</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
</context>
<context>
    <name>Sections</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Apps</source>
        <translation>Apps</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>Kampagne</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>Codes</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Preset {name} is deleted; links keep what they have of it</source>
        <translation>Vorlage {name} ist gelöscht; Links behalten, was sie haben</translation>
    </message>
    <message>
        <source>Preset {name} is kept</source>
        <translation>Vorlage {name} ist gespeichert</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Simulator</source>
        <translation>Simulator</translation>
    </message>
    <message>
        <source>Social preview</source>
        <translation>Social-Media-Vorschau</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>wins</source>
        <translation>greift</translation>
    </message>
</context>
<context>
    <name>Server</name>
    <message>
        <source>It started, but does not answer yet.</source>
        <translation>Er ist gestartet, antwortet aber noch nicht.</translation>
    </message>
    <message>
        <source>Links are kept, but codes lead nowhere until it runs again. The log says more.</source>
        <translation>Links bleiben erhalten, aber Codes führen nirgendwohin, bis er wieder läuft. Das Log sagt mehr.</translation>
    </message>
    <message>
        <source>The server could not be reached</source>
        <translation>Der Server war nicht erreichbar</translation>
    </message>
    <message>
        <source>The server could not be started</source>
        <translation>Der Server ließ sich nicht starten</translation>
    </message>
    <message>
        <source>The server has stopped</source>
        <translation>Der Server läuft nicht mehr</translation>
    </message>
    <message>
        <source>This Python cannot be run again.</source>
        <translation>Dieses Python lässt sich nicht noch einmal starten.</translation>
    </message>
</context>
<context>
    <name>ServerPill</name>
    <message>
        <source>Codes lead nowhere while the server is stopped.</source>
        <translation>Codes führen nirgendwohin, solange der Server steht.</translation>
    </message>
    <message>
        <source>Codes lead where you set them.</source>
        <translation>Codes führen zu ihren Zielen.</translation>
    </message>
    <message>
        <source>Codes work for phones on this network only and are not for print.</source>
        <translation>Codes funktionieren für Telefone nur in diesem Netz und sind nicht für den Druck.</translation>
    </message>
    <message>
        <source>Codes work on this computer only and are not for print.</source>
        <translation>Codes funktionieren nur auf diesem Computer und sind nicht für den Druck.</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindet</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Make codes work for everyone…</source>
        <translation>Codes überall erreichbar machen…</translation>
    </message>
    <message>
        <source>Not serving</source>
        <translation>Läuft nicht</translation>
    </message>
    <message>
        <source>Open log</source>
        <translation>Log öffnen</translation>
    </message>
    <message>
        <source>Server unreachable: retrying</source>
        <translation>Server antwortet nicht: neuer Versuch</translation>
    </message>
    <message>
        <source>Server unreachable: retrying in {seconds} s</source>
        <translation>Server antwortet nicht: neuer Versuch in {seconds} s</translation>
    </message>
    <message>
        <source>Server: {state}</source>
        <translation>Server: {state}</translation>
    </message>
    <message>
        <source>Serving at {address}</source>
        <translation>Läuft unter {address}</translation>
    </message>
    <message>
        <source>Start serving</source>
        <translation>Server starten</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Stop serving</source>
        <translation>Server anhalten</translation>
    </message>
    <message>
        <source>The server does not answer. What was loaded before stays here.</source>
        <translation>Der Server antwortet nicht. Was vorher geladen wurde, bleibt hier.</translation>
    </message>
    <message>
        <source>The server has not answered yet.</source>
        <translation>Der Server hat noch nicht geantwortet.</translation>
    </message>
    <message>
        <source>The server is starting.</source>
        <translation>Der Server startet.</translation>
    </message>
    <message>
        <source>This computer only</source>
        <translation>Nur dieser Computer</translation>
    </message>
    <message>
        <source>This network only</source>
        <translation>Nur dieses Netz</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
</context>
<context>
    <name>ServerRefusals</name>
    <message>
        <source>Another QRDesk holds your links and does not answer</source>
        <translation>Ein anderes QRDesk hält die Links fest und antwortet nicht</translation>
    </message>
    <message>
        <source>Port {port} is used by another program</source>
        <translation>Port {port} wird von einem anderen Programm verwendet</translation>
    </message>
    <message>
        <source>QRDesk cannot use port {port} on this computer</source>
        <translation>QRDesk kann Port {port} auf diesem Computer nicht verwenden</translation>
    </message>
    <message>
        <source>Your links are kept. Close the other one, or start this computer anew, and try again.</source>
        <translation>Die Links bleiben erhalten. Das andere QRDesk schließen oder den Computer neu starten und es noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Your links are kept. Close the other program and try again, or use another port. Codes that carry port {port} need this one.</source>
        <translation>Die Links bleiben erhalten. Das andere Programm schließen und es noch einmal versuchen, oder einen anderen Port verwenden. Codes mit Port {port} brauchen diesen.</translation>
    </message>
    <message>
        <source>Your links are kept. Use another port, such as 8765: ports below 1024 belong to the system.</source>
        <translation>Die Links bleiben erhalten. Einen anderen Port verwenden, etwa 8765: Ports unter 1024 gehören dem System.</translation>
    </message>
    <message>
        <source>Your links are kept. Use another port: this one is kept for something else on this computer.</source>
        <translation>Die Links bleiben erhalten. Einen anderen Port verwenden: dieser ist auf diesem Computer für anderes vorgesehen.</translation>
    </message>
</context>
<context>
    <name>ServerSetup</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy step {number}</source>
        <translation>Schritt {number} kopieren</translation>
    </message>
    <message>
        <source>Copy the key of {server} now</source>
        <translation>Schlüssel von {server} jetzt kopieren</translation>
    </message>
    <message>
        <source>Copy this folder to the server, with a program for SFTP or with this line:</source>
        <translation>Diesen Ordner auf den Server kopieren, mit einem SFTP-Programm oder mit dieser Zeile:</translation>
    </message>
    <message>
        <source>Name: {name}   Type: A   Value: the server&apos;s address, such as {address}</source>
        <translation>Name: {name}   Typ: A   Wert: die Adresse des Servers, etwa {address}</translation>
    </message>
    <message>
        <source>Not connected yet</source>
        <translation>Noch nicht verbunden</translation>
    </message>
    <message>
        <source>On the server, in that folder, start it. Without containers, README.txt has the lines:</source>
        <translation>Auf dem Server in diesem Ordner starten. Ohne Container stehen die Zeilen in README.txt:</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Test and connect</source>
        <translation>Testen und verbinden</translation>
    </message>
    <message>
        <source>The first key</source>
        <translation>Der erste Schlüssel</translation>
    </message>
    <message>
        <source>The folder for your server is ready</source>
        <translation>Der Ordner für den Server ist bereit</translation>
    </message>
    <message>
        <source>The key is copied</source>
        <translation>Der Schlüssel ist kopiert</translation>
    </message>
    <message>
        <source>This app cannot pack QRDesk itself: put its package (qrdesk-….whl) into “packages” there.</source>
        <translation>Diese App kann QRDesk nicht selbst packen: sein Paket (qrdesk-….whl) dort in „packages“ legen.</translation>
    </message>
    <message>
        <source>This is the one time you can see it, and it cannot be kept on this computer.</source>
        <translation>Er ist nur dieses eine Mal zu sehen und lässt sich auf diesem Computer nicht aufbewahren.</translation>
    </message>
    <message>
        <source>This is the one time you can see it. The app keeps it in a file of yours, encrypted.</source>
        <translation>Er ist nur dieses eine Mal zu sehen. Die App bewahrt ihn verschlüsselt in einer eigenen Datei auf.</translation>
    </message>
    <message>
        <source>This is the one time you can see it. The app keeps it in the keyring of your system.</source>
        <translation>Er ist nur dieses eine Mal zu sehen. Die App bewahrt ihn im Schlüsselbund des Systems auf.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>When {address} says “ok” in a browser, connect.</source>
        <translation>Wenn {address} im Browser „ok“ sagt, verbinden.</translation>
    </message>
    <message>
        <source>Where you bought the domain, point the name at the server:</source>
        <translation>Wo die Domain gekauft wurde, den Namen auf den Server zeigen lassen:</translation>
    </message>
    <message>
        <source>Whoever has it may do everything on your server.</source>
        <translation>Wer ihn hat, darf auf dem Server alles.</translation>
    </message>
    <message>
        <source>YOU@YOUR-SERVER</source>
        <translation>NAME@SERVER</translation>
    </message>
    <message>
        <source>{reason} It may not be started yet, or the name may not lead there yet. The folder stays.</source>
        <translation>{reason} Vielleicht läuft er noch nicht, oder der Name führt noch nicht dorthin. Der Ordner bleibt.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>Abgebrochen; nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>on {day} at {time}</source>
        <translation>am {day} um {time}</translation>
    </message>
    <message>
        <source>today at {time}</source>
        <translation>heute um {time}</translation>
    </message>
    <message>
        <source>yesterday at {time}</source>
        <translation>gestern um {time}</translation>
    </message>
</context>
<context>
    <name>SettingsAddress</name>
    <message>
        <source>A public address is a name of your own, such as go.example.com, on a server that is always on. QRDesk writes a folder with all that such a server needs; you copy it there and start it.</source>
        <translation>Eine öffentliche Adresse ist ein eigener Name, etwa go.example.com, auf einem Server, der immer läuft. QRDesk schreibt einen Ordner mit allem, was so ein Server braucht; er wird dorthin kopiert und gestartet.</translation>
    </message>
    <message>
        <source>Links made so far move to the public address with all new ones. Codes exported before still carry the old one: export and print them again.</source>
        <translation>Bisherige Links ziehen zur öffentlichen Adresse um, und neue entstehen dort. Früher exportierte Codes tragen noch die alte: neu exportieren und drucken.</translation>
    </message>
    <message>
        <source>Moving to a server lists which printed codes would change.</source>
        <translation>Beim Umzug auf einen Server wird aufgeführt, welche gedruckten Codes sich ändern würden.</translation>
    </message>
    <message>
        <source>Only links made from now on carry another address. Those made before keep theirs, and it goes on working.</source>
        <translation>Eine andere Adresse gilt nur für neue Links. Frühere behalten ihre, und sie funktioniert weiter.</translation>
    </message>
</context>
<context>
    <name>SettingsFinder</name>
    <message>
        <source>Address of codes</source>
        <translation>Adresse der Codes</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Bitly YOURLS Kutt Shlink CSV bring move here</source>
        <translation>Bitly YOURLS Kutt Shlink CSV mitbringen umziehen übernehmen</translation>
    </message>
    <message>
        <source>Countries and cities of scans</source>
        <translation>Länder und Städte der Scans</translation>
    </message>
    <message>
        <source>English German Deutsch translation</source>
        <translation>Englisch English Deutsch German Übersetzung</translation>
    </message>
    <message>
        <source>Import from another service</source>
        <translation>Von einem anderen Dienst importieren</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Name and time zone</source>
        <translation>Name und Zeitzone</translation>
    </message>
    <message>
        <source>Opening from elsewhere</source>
        <translation>Von anderswo öffnen</translation>
    </message>
    <message>
        <source>Scans and privacy</source>
        <translation>Scans und Datenschutz</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Survival kit</source>
        <translation>Überlebenspaket</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Where your links live</source>
        <translation>Wo die Links liegen</translation>
    </message>
    <message>
        <source>backup schedule every day restore save copy secret key safe</source>
        <translation>Backup sichern Zeitplan täglich zurückspielen wiederherstellen Kopie geheimer Schlüssel</translation>
    </message>
    <message>
        <source>dark mode light theme colours</source>
        <translation>dunkel hell Modus Darstellung Design Theme Farben</translation>
    </message>
    <message>
        <source>data protection GDPR retention how long cookies tracking delete</source>
        <translation>DSGVO Aufbewahrung wie lange Cookies Tracking verfolgen löschen</translation>
    </message>
    <message>
        <source>geo database location place map</source>
        <translation>Geo Datenbank Standort Ort Karte</translation>
    </message>
    <message>
        <source>larger smaller zoom font letters scale</source>
        <translation>Textgröße größer kleiner Zoom Schrift Buchstaben vergrößern</translation>
    </message>
    <message>
        <source>public address domain host short link Wi-Fi network</source>
        <translation>öffentlich Adresse Domain Host Kurzlink WLAN Netz</translation>
    </message>
    <message>
        <source>qrdesk:// links default program open with file association</source>
        <translation>qrdesk://-Links Standardprogramm öffnen mit Dateizuordnung</translation>
    </message>
    <message>
        <source>server gone lost forever nginx Caddy Cloudflare static web space</source>
        <translation>Server weg verloren für immer nginx Caddy Cloudflare statisch Webspace</translation>
    </message>
    <message>
        <source>server place computer folder file database port Wi-Fi connection disconnect</source>
        <translation>Server Ort Computer Ordner Datei Datenbank Port WLAN Verbindung trennen</translation>
    </message>
    <message>
        <source>workspace company rename clock hours</source>
        <translation>Arbeitsbereich Firma Betrieb umbenennen Uhr Uhrzeit</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>A workspace needs a name.</source>
        <translation>Ein Arbeitsbereich braucht einen Namen.</translation>
    </message>
    <message>
        <source>Address of codes</source>
        <translation>Adresse der Codes</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Days in Analytics and hours in rules go by it</source>
        <translation>Danach richten sich Tage in der Auswertung und Stunden in Regeln</translation>
    </message>
    <message>
        <source>Domains</source>
        <translation>Domains</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>How to get a public address</source>
        <translation>So bekommen Sie eine öffentliche Adresse</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Move to a server…</source>
        <translation>Auf einen Server umziehen…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>New codes carry {host}</source>
        <translation>Neue Codes tragen {host}</translation>
    </message>
    <message>
        <source>New codes carry {host} now: this computer or this network only. They are not for print.</source>
        <translation>Neue Codes tragen jetzt {host}: nur dieser Computer oder dieses Netz. Sie sind nicht für den Druck.</translation>
    </message>
    <message>
        <source>Not saved yet: how long single scans are kept. What you entered stays.</source>
        <translation>Noch nicht gespeichert: wie lange einzelne Scans bleiben. Eingegebenes bleibt.</translation>
    </message>
    <message>
        <source>Parts of Settings</source>
        <translation>Teile der Einstellungen</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Public address</source>
        <translation>Öffentliche Adresse</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Saved: {name}</source>
        <translation>Gespeichert: {name}</translation>
    </message>
    <message>
        <source>Scans and privacy</source>
        <translation>Scans und Datenschutz</translation>
    </message>
    <message>
        <source>Set up a server…</source>
        <translation>Server einrichten…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>The address codes carry</source>
        <translation>Die Adresse, die Codes tragen</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Use this address</source>
        <translation>Diese Adresse verwenden</translation>
    </message>
    <message>
        <source>Where your links live</source>
        <translation>Wo die Links liegen</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
</context>
<context>
    <name>SetupForm</name>
    <message>
        <source>Address of your codes</source>
        <translation>Adresse der Codes</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>For whoever looks after the server</source>
        <translation>Für die Betreuung des Servers</translation>
    </message>
    <message>
        <source>In it: containers, Caddy, a unit, a first key</source>
        <translation>Darin: Container, Caddy, Unit, ein erster Schlüssel</translation>
    </message>
    <message>
        <source>Something short, a dot, then the name of your website.</source>
        <translation>Etwas Kurzes, ein Punkt, dann der Name der eigenen Website.</translation>
    </message>
    <message>
        <source>Where the server&apos;s folder goes</source>
        <translation>Wohin der Ordner des Servers soll</translation>
    </message>
    <message>
        <source>Writes a folder that says each step</source>
        <translation>Schreibt einen Ordner, der jeden Schritt nennt</translation>
    </message>
    <message>
        <source>You copy it to a rented server and start it</source>
        <translation>Er wird auf einen gemieteten Server kopiert und gestartet</translation>
    </message>
</context>
<context>
    <name>ShapeTab</name>
    <message>
        <source>Classy</source>
        <translation>Elegant</translation>
    </message>
    <message>
        <source>Classy, rounded</source>
        <translation>Elegant, gerundet</translation>
    </message>
    <message>
        <source>Crosses</source>
        <translation>Kreuze</translation>
    </message>
    <message>
        <source>Diamonds</source>
        <translation>Rauten</translation>
    </message>
    <message>
        <source>Different from the others</source>
        <translation>Anders als die übrigen</translation>
    </message>
    <message>
        <source>Dots</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Tropfen</translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>Augen</translation>
    </message>
    <message>
        <source>Hexagons</source>
        <translation>Sechsecke</translation>
    </message>
    <message>
        <source>Leaf</source>
        <translation>Blatt</translation>
    </message>
    <message>
        <source>Liquid</source>
        <translation>Fließend</translation>
    </message>
    <message>
        <source>Lying bars</source>
        <translation>Liegende Balken</translation>
    </message>
    <message>
        <source>Middle of the eyes</source>
        <translation>Mitte der Augen</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>Module</translation>
    </message>
    <message>
        <source>Older apps miss eyes that are rounder than {n} %.</source>
        <translation>Ältere Apps übersehen Augen, die runder sind als {n} %.</translation>
    </message>
    <message>
        <source>One round corner</source>
        <translation>Eine runde Ecke</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>Rund</translation>
    </message>
    <message>
        <source>Rounded</source>
        <translation>Gerundet</translation>
    </message>
    <message>
        <source>Roundness of the eyes</source>
        <translation>Rundung der Augen</translation>
    </message>
    <message>
        <source>Shape of the eyes</source>
        <translation>Form der Augen</translation>
    </message>
    <message>
        <source>Shape of the modules</source>
        <translation>Form der Module</translation>
    </message>
    <message>
        <source>Shape of their middle</source>
        <translation>Form ihrer Mitte</translation>
    </message>
    <message>
        <source>Size of a module</source>
        <translation>Größe eines Moduls</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Quadrat</translation>
    </message>
    <message>
        <source>Squares</source>
        <translation>Quadrate</translation>
    </message>
    <message>
        <source>Squares with gaps</source>
        <translation>Quadrate mit Lücken</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>Sterne</translation>
    </message>
    <message>
        <source>Upright bars</source>
        <translation>Stehende Balken</translation>
    </message>
    <message>
        <source>Very rounded</source>
        <translation>Stark gerundet</translation>
    </message>
    <message>
        <source>Which eye to shape</source>
        <translation>Welches Auge formen</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n} %</translation>
    </message>
</context>
<context>
    <name>SheetView</name>
    <message>
        <source>Sheet as it will be</source>
        <translation>Bogen, wie er wird</translation>
    </message>
    <message>
        <source>The first sheet</source>
        <translation>Der erste Bogen</translation>
    </message>
</context>
<context>
    <name>Shelf</name>
    <message>
        <source>Cancelled: no code was changed</source>
        <translation>Abgebrochen: Kein Code wurde geändert</translation>
    </message>
    <message>
        <source>Design</source>
        <translation>Design</translation>
    </message>
    <message>
        <source>Design {name} is changed; codes keep what they have</source>
        <translation>Design {name} ist geändert; Codes behalten ihr Aussehen</translation>
    </message>
    <message>
        <source>Design {name} is deleted; codes keep their look</source>
        <translation>Design {name} ist gelöscht; Codes behalten ihr Aussehen</translation>
    </message>
    <message>
        <source>Design {name} is saved</source>
        <translation>Design {name} ist gespeichert</translation>
    </message>
    <message>
        <source>Giving {name} to codes</source>
        <translation>{name} wird Codes gegeben</translation>
    </message>
    <message>
        <source>Imported: {names}</source>
        <translation>Importiert: {names}</translation>
    </message>
    <message>
        <source>Not all of it could be kept</source>
        <translation>Nicht alles ließ sich übernehmen</translation>
    </message>
    <message>
        <source>Not given to all</source>
        <translation>Nicht allen gegeben</translation>
    </message>
    <message>
        <source>{count} code changed to {name}</source>
        <translation>{count} Code auf {name} geändert</translation>
    </message>
    <message>
        <source>{count} code looked like this already</source>
        <translation>{count} Code sah schon so aus</translation>
    </message>
    <message>
        <source>{count} code may be on paper as before</source>
        <translation>{count} Code ist vielleicht noch wie bisher auf Papier</translation>
    </message>
    <message>
        <source>{count} codes changed to {name}</source>
        <translation>{count} Codes auf {name} geändert</translation>
    </message>
    <message>
        <source>{count} codes looked like this already</source>
        <translation>{count} Codes sahen schon so aus</translation>
    </message>
    <message>
        <source>{count} codes may be on paper as before</source>
        <translation>{count} Codes sind vielleicht noch wie bisher auf Papier</translation>
    </message>
    <message>
        <source>{file} saved</source>
        <translation>{file} gespeichert</translation>
    </message>
</context>
<context>
    <name>ShortcutsList</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>Showing</name>
    <message>
        <source>The code cannot be drawn</source>
        <translation>Der Code lässt sich nicht zeichnen</translation>
    </message>
</context>
<context>
    <name>ShownOnce</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>I have stored it</source>
        <translation>Ist sicher aufbewahrt</translation>
    </message>
    <message>
        <source>It was not copied yet. Is it written down elsewhere?</source>
        <translation>Noch nicht kopiert. Ist es anderswo notiert?</translation>
    </message>
    <message>
        <source>Yes, put it away</source>
        <translation>Ja, ausblenden</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Collapse</source>
        <translation>Einklappen</translation>
    </message>
    <message>
        <source>Expand</source>
        <translation>Ausklappen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>Simulator</name>
    <message>
        <source>Another time</source>
        <translation>Andere Zeit</translation>
    </message>
    <message>
        <source>As many as it has</source>
        <translation>So viele, wie er hat</translation>
    </message>
    <message>
        <source>Browser</source>
        <translation>Browser</translation>
    </message>
    <message>
        <source>Coming from</source>
        <translation>Kommt von</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Country?</source>
        <translation>Land?</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Device?</source>
        <translation>Gerät?</translation>
    </message>
    <message>
        <source>Has been here before</source>
        <translation>War schon einmal hier</translation>
    </message>
    <message>
        <source>Hits so far</source>
        <translation>Bisherige Aufrufe</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Language?</source>
        <translation>Sprache?</translation>
    </message>
    <message>
        <source>More about the visitor</source>
        <translation>Mehr zum Besucher</translation>
    </message>
    <message>
        <source>Not ticked: now</source>
        <translation>Ohne Haken: jetzt</translation>
    </message>
    <message>
        <source>Not tried</source>
        <translation>Noch nicht ausprobiert</translation>
    </message>
    <message>
        <source>On the clock of the rules: {zone}</source>
        <translation>Nach der Uhr der Regeln: {zone}</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>This server is too old to try a link that is not saved yet. Save the link, then try it.</source>
        <translation>Dieser Server ist zu alt, um einen noch nicht gespeicherten Link auszuprobieren. Erst den Link speichern, dann ausprobieren.</translation>
    </message>
    <message>
        <source>Tries what stands here, saved or not. No scan is counted.</source>
        <translation>Probiert aus, was hier steht, gespeichert oder nicht. Kein Scan wird gezählt.</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Unknown while nothing stands here</source>
        <translation>Unbekannt, solange hier nichts steht</translation>
    </message>
    <message>
        <source>“{name}” is no country known here.</source>
        <translation>„{name}“ ist hier kein bekanntes Land.</translation>
    </message>
</context>
<context>
    <name>SimulatorDock</name>
    <message>
        <source>Enter the page this link should lead to.</source>
        <translation>Die Seite eingeben, zu der dieser Link führen soll.</translation>
    </message>
    <message>
        <source>What a visitor would get</source>
        <translation>Was ein Besucher bekäme</translation>
    </message>
</context>
<context>
    <name>SimulatorSaid</name>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>It has no condition: it always holds.</source>
        <translation>Sie hat keine Bedingung und gilt immer.</translation>
    </message>
    <message>
        <source>It is over</source>
        <translation>Der Link ist abgelaufen</translation>
    </message>
    <message>
        <source>Its page is down</source>
        <translation>Die Seite ist gestört</translation>
    </message>
    <message>
        <source>No rule wins</source>
        <translation>Keine Regel greift</translation>
    </message>
    <message>
        <source>Rule {number}</source>
        <translation>Regel {number}</translation>
    </message>
    <message>
        <source>Rule {number} was not reached.</source>
        <translation>Regel {number} kam nicht an die Reihe.</translation>
    </message>
    <message>
        <source>Rules {first} and {last} were not reached.</source>
        <translation>Regeln {first} und {last} kamen nicht an die Reihe.</translation>
    </message>
    <message>
        <source>Rules {first} to {last} were not reached.</source>
        <translation>Regeln {first} bis {last} kamen nicht an die Reihe.</translation>
    </message>
    <message>
        <source>The app on Android</source>
        <translation>Die App unter Android</translation>
    </message>
    <message>
        <source>The app on iOS</source>
        <translation>Die App unter iOS</translation>
    </message>
    <message>
        <source>The password is asked for first.</source>
        <translation>Zuerst wird nach dem Passwort gefragt.</translation>
    </message>
    <message>
        <source>The visitor gets a page with a button that opens it.</source>
        <translation>Der Besucher bekommt eine Seite mit einem Knopf, der es öffnet.</translation>
    </message>
    <message>
        <source>The visitor sees it in a frame.</source>
        <translation>Der Besucher sieht es in einem Rahmen.</translation>
    </message>
    <message>
        <source>Tried for {time}; rules go by {zone}.</source>
        <translation>Ausprobiert für {time}; die Regeln gehen nach {zone}.</translation>
    </message>
    <message>
        <source>{conditions}: all of this holds {time} ({zone}).</source>
        <translation>{conditions}: Alles trifft zu, {time} ({zone}).</translation>
    </message>
    <message>
        <source>{conditions}: all of this holds.</source>
        <translation>{conditions}: Alles trifft zu.</translation>
    </message>
    <message>
        <source>{count} more rule does not hold either.</source>
        <translation>{count} weitere Regel trifft auch nicht zu.</translation>
    </message>
    <message>
        <source>{count} more rules do not hold either.</source>
        <translation>{count} weitere Regeln treffen auch nicht zu.</translation>
    </message>
    <message>
        <source>{rule} wins</source>
        <translation>{rule} greift</translation>
    </message>
</context>
<context>
    <name>SocialFields</name>
    <message>
        <source>About what a messenger shows; people are sent on as always.</source>
        <translation>Was ein Messenger zeigt; weitergeleitet wird wie immer.</translation>
    </message>
    <message>
        <source>As the page says it</source>
        <translation>Wie auf der Seite</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>The page&apos;s own text</source>
        <translation>Der Text der Seite</translation>
    </message>
    <message>
        <source>The page&apos;s own title</source>
        <translation>Der Titel der Seite</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
</context>
<context>
    <name>SpotForm</name>
    <message>
        <source>How it looks where this ink is missing:</source>
        <translation>Aussehen, wo diese Farbe fehlt:</translation>
    </message>
    <message>
        <source>Name of the spot colour</source>
        <translation>Name der Sonderfarbe</translation>
    </message>
    <message>
        <source>Name, such as PANTONE 286 C</source>
        <translation>Name, etwa PANTONE 286 C</translation>
    </message>
</context>
<context>
    <name>StateView</name>
    <message>
        <source>A code of it was exported on {day}.</source>
        <translation>Ein Code davon wurde am {day} exportiert.</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivieren</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Jetzt prüfen</translation>
    </message>
    <message>
        <source>Checked {time}.</source>
        <translation>Geprüft {time}.</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>Down since {day}.</source>
        <translation>Nicht erreichbar seit {day}.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <source>Printed {day}: {names}.</source>
        <translation>Gedruckt am {day}: {names}.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Visitors go to the other destination meanwhile.</source>
        <translation>Besucher gehen solange zum anderen Ziel.</translation>
    </message>
    <message>
        <source>Whoever scans a code of it sees a page that says so.</source>
        <translation>Wer einen Code davon scannt, sieht eine Seite, die das sagt.</translation>
    </message>
</context>
<context>
    <name>StaticCodes</name>
    <message>
        <source>Codes without a link</source>
        <translation>Codes ohne Link</translation>
    </message>
</context>
<context>
    <name>StaticFinder</name>
    <message>
        <source>Code without a link</source>
        <translation>Code ohne Link</translation>
    </message>
</context>
<context>
    <name>StaticForms</name>
    <message>
        <source>One, or a thousand times as much? Write it without a mark between the thousands: 1000.</source>
        <translation>Eins oder tausendmal so viel? Ohne Zeichen zwischen den Tausendern schreiben: 1000.</translation>
    </message>
</context>
<context>
    <name>StaticPanel</name>
    <message>
        <source>A link can lead elsewhere later, and its scans are counted</source>
        <translation>Ein Link kann später woandershin führen, und seine Scans werden gezählt</translation>
    </message>
    <message>
        <source>It is not printed yet</source>
        <translation>Noch nicht gedruckt</translation>
    </message>
    <message>
        <source>Make it a link instead</source>
        <translation>Lieber als Link</translation>
    </message>
    <message>
        <source>Printed {day}</source>
        <translation>Gedruckt am {day}</translation>
    </message>
    <message>
        <source>The address stands in the code itself. Once printed, it can never lead elsewhere.</source>
        <translation>Die Adresse steht im Code selbst. Gedruckt kann er nie woandershin führen.</translation>
    </message>
    <message>
        <source>The code says this by itself, without a server. Once printed, it can never be changed.</source>
        <translation>Das steht im Code selbst, ohne Server. Gedruckt lässt er sich nie mehr ändern.</translation>
    </message>
    <message>
        <source>Use for a new code</source>
        <translation>Für neuen Code verwenden</translation>
    </message>
    <message>
        <source>What it says may be on paper, and stays as it is. Its look can change.</source>
        <translation>Was er sagt, kann auf Papier stehen und bleibt so. Sein Aussehen lässt sich ändern.</translation>
    </message>
</context>
<context>
    <name>StaticWork</name>
    <message>
        <source>Fill in: {fields}</source>
        <translation>Ausfüllen: {fields}</translation>
    </message>
    <message>
        <source>The code appears once everything in the form is right</source>
        <translation>Der Code erscheint, sobald im Formular alles stimmt</translation>
    </message>
</context>
<context>
    <name>Statics</name>
    <message>
        <source>It is called {name} now</source>
        <translation>Er heißt jetzt {name}</translation>
    </message>
    <message>
        <source>This code was deleted elsewhere. What it says stays here, as a code that is not made yet.</source>
        <translation>Dieser Code wurde anderswo gelöscht. Sein Inhalt bleibt hier, als noch nicht angelegter Code.</translation>
    </message>
    <message>
        <source>{name} is deleted; what is on paper goes on working</source>
        <translation>{name} ist gelöscht; Gedrucktes funktioniert weiter</translation>
    </message>
</context>
<context>
    <name>StaticsPanel</name>
    <message>
        <source>Another name</source>
        <translation>Anderer Name</translation>
    </message>
    <message>
        <source>Delete this code</source>
        <translation>Diesen Code löschen</translation>
    </message>
    <message>
        <source>Filter by name or content</source>
        <translation>Name oder Inhalt</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Keep the name</source>
        <translation>Namen so lassen</translation>
    </message>
    <message>
        <source>Listed are the newest {count}. Older ones are not looked through here.</source>
        <translation>Das sind die neuesten {count}. Ältere werden hier nicht durchsucht.</translation>
    </message>
    <message>
        <source>No static codes yet. Choose what a code is to say under Content, and save it.</source>
        <translation>Noch keine statischen Codes. Unter Inhalt wählen, was ein Code sagen soll, und ihn speichern.</translation>
    </message>
    <message>
        <source>Nothing found. The filter looks at names and at what the codes say.</source>
        <translation>Nichts gefunden. Der Filter sucht in Namen und im Inhalt der Codes.</translation>
    </message>
    <message>
        <source>Rename this code…</source>
        <translation>Diesen Code umbenennen…</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Mehr zeigen</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>hält an</translation>
    </message>
    <message>
        <source>the server wants a pause of {seconds} s; waiting</source>
        <translation>der Server will {seconds} s Pause; wartet</translation>
    </message>
    <message>
        <source>{count}, about {seconds} s left</source>
        <translation>{count}, noch etwa {seconds} s</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>{work}. Then QRDesk closes</source>
        <translation>{work}. Dann schließt sich QRDesk</translation>
    </message>
</context>
<context>
    <name>StepHead</name>
    <message>
        <source>needs a look</source>
        <translation>zu prüfen</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
</context>
<context>
    <name>Studio</name>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>All three eyes</source>
        <translation>Alle drei Augen</translation>
    </message>
    <message>
        <source>App</source>
        <translation>App</translation>
    </message>
    <message>
        <source>As the design</source>
        <translation>Wie das Design</translation>
    </message>
    <message>
        <source>Black and white, one bit</source>
        <translation>Schwarz-Weiß, ein Bit</translation>
    </message>
    <message>
        <source>Black ink</source>
        <translation>Schwarze Farbe</translation>
    </message>
    <message>
        <source>Black on white</source>
        <translation>Schwarz auf Weiß</translation>
    </message>
    <message>
        <source>CMYK</source>
        <translation>CMYK</translation>
    </message>
    <message>
        <source>Choose a colour profile</source>
        <translation>Farbprofil wählen</translation>
    </message>
    <message>
        <source>Choose a font</source>
        <translation>Schrift wählen</translation>
    </message>
    <message>
        <source>Colour profiles</source>
        <translation>Farbprofile</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Kontakt</translation>
    </message>
    <message>
        <source>Create a link</source>
        <translation>Link anlegen</translation>
    </message>
    <message>
        <source>Crypto</source>
        <translation>Krypto</translation>
    </message>
    <message>
        <source>Designs</source>
        <translation>Designs</translation>
    </message>
    <message>
        <source>Drawing (SVG)</source>
        <translation>Zeichnung (SVG)</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Termin</translation>
    </message>
    <message>
        <source>Export the code</source>
        <translation>Code exportieren</translation>
    </message>
    <message>
        <source>Export the design</source>
        <translation>Design exportieren</translation>
    </message>
    <message>
        <source>Eye at the bottom left</source>
        <translation>Auge unten links</translation>
    </message>
    <message>
        <source>Eye at the top left</source>
        <translation>Auge oben links</translation>
    </message>
    <message>
        <source>Eye at the top right</source>
        <translation>Auge oben rechts</translation>
    </message>
    <message>
        <source>Fonts</source>
        <translation>Schriften</translation>
    </message>
    <message>
        <source>For a print shop with modern presses: press colours only, checked before you get it.</source>
        <translation>Für eine Druckerei mit moderner Technik: nur Druckfarben, geprüft vor der Ausgabe.</translation>
    </message>
    <message>
        <source>For a print shop with older layout programs: press colours only.</source>
        <translation>Für eine Druckerei mit älteren Layoutprogrammen: nur Druckfarben.</translation>
    </message>
    <message>
        <source>For a print shop: exact size, press colours as given.</source>
        <translation>Für eine Druckerei: genaue Größe, Druckfarben wie angegeben.</translation>
    </message>
    <message>
        <source>For a print shop: press colours only, no transparency, checked before you get it.</source>
        <translation>Für eine Druckerei: nur Druckfarben, ohne Transparenz, geprüft vor der Ausgabe.</translation>
    </message>
    <message>
        <source>For design programs and websites: sharp at any size.</source>
        <translation>Für Grafikprogramme und Websites: scharf in jeder Größe.</translation>
    </message>
    <message>
        <source>For documents, screens and office printers: {side} × {side} pixels.</source>
        <translation>Für Dokumente, Bildschirme und Bürodrucker: {side} × {side} Pixel.</translation>
    </message>
    <message>
        <source>GS1 Digital Link with EAN</source>
        <translation>GS1 Digital Link mit EAN</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>Hide the password</source>
        <translation>Passwort verbergen</translation>
    </message>
    <message>
        <source>Import a design</source>
        <translation>Design importieren</translation>
    </message>
    <message>
        <source>Label printer, 203 dpi</source>
        <translation>Etikettendrucker, 203 dpi</translation>
    </message>
    <message>
        <source>Label printer, 300 dpi</source>
        <translation>Etikettendrucker, 300 dpi</translation>
    </message>
    <message>
        <source>Laser printer</source>
        <translation>Laserdrucker</translation>
    </message>
    <message>
        <source>Level M</source>
        <translation>Stufe M</translation>
    </message>
    <message>
        <source>Make a Wi-Fi code</source>
        <translation>WLAN-Code anlegen</translation>
    </message>
    <message>
        <source>Make a link first. Its code is then drawn here, ready for the printer.</source>
        <translation>Zuerst einen Link anlegen. Sein Code wird dann hier gezeichnet, fertig für den Drucker.</translation>
    </message>
    <message>
        <source>Margin {n} at {width} mm</source>
        <translation>Rand {n} bei {width} mm</translation>
    </message>
    <message>
        <source>Modules in CMYK</source>
        <translation>Module in CMYK</translation>
    </message>
    <message>
        <source>No code yet</source>
        <translation>Noch kein Code</translation>
    </message>
    <message>
        <source>Nobody: it stays on screens</source>
        <translation>Gar nicht: nur Bildschirm</translation>
    </message>
    <message>
        <source>Offset press</source>
        <translation>Offsetdruck</translation>
    </message>
    <message>
        <source>Packaging for tills (GS1)</source>
        <translation>Verpackung für Kassen (GS1)</translation>
    </message>
    <message>
        <source>Paper in CMYK</source>
        <translation>Papier in CMYK</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Zahlung</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Picture (JPEG)</source>
        <translation>Bild (JPEG)</translation>
    </message>
    <message>
        <source>Picture (PNG)</source>
        <translation>Bild (PNG)</translation>
    </message>
    <message>
        <source>Picture (WebP)</source>
        <translation>Bild (WebP)</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Press (EPS)</source>
        <translation>Druckerei (EPS)</translation>
    </message>
    <message>
        <source>Press (PDF/X-1a)</source>
        <translation>Druckerei (PDF/X-1a)</translation>
    </message>
    <message>
        <source>Press (PDF/X-4)</source>
        <translation>Druckerei (PDF/X-4)</translation>
    </message>
    <message>
        <source>Print (PDF)</source>
        <translation>Druck (PDF)</translation>
    </message>
    <message>
        <source>Print picture (TIFF)</source>
        <translation>Druckbild (TIFF)</translation>
    </message>
    <message>
        <source>SMS</source>
        <translation>SMS</translation>
    </message>
    <message>
        <source>Short link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Passwort zeigen</translation>
    </message>
    <message>
        <source>Small contact</source>
        <translation>Kleiner Kontakt</translation>
    </message>
    <message>
        <source>Studio</source>
        <translation>Studio</translation>
    </message>
    <message>
        <source>Swap colours</source>
        <translation>Farben tauschen</translation>
    </message>
    <message>
        <source>Swiss bill</source>
        <translation>QR-Rechnung</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>There is no design in {file}.</source>
        <translation>In {file} ist kein Design.</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Use PDF</source>
        <translation>PDF nehmen</translation>
    </message>
    <message>
        <source>Use margin {n}</source>
        <translation>Rand {n} nehmen</translation>
    </message>
    <message>
        <source>Use {n} dpi</source>
        <translation>{n} dpi nehmen</translation>
    </message>
    <message>
        <source>Use {n} mm</source>
        <translation>{n} mm nehmen</translation>
    </message>
    <message>
        <source>Use {n} µm</source>
        <translation>{n} µm nehmen</translation>
    </message>
    <message>
        <source>WhatsApp</source>
        <translation>WhatsApp</translation>
    </message>
    <message>
        <source>White paper</source>
        <translation>Weißes Papier</translation>
    </message>
    <message>
        <source>Whole dots</source>
        <translation>Ganze Punkte</translation>
    </message>
    <message>
        <source>Wi-Fi</source>
        <translation>WLAN</translation>
    </message>
    <message>
        <source>Wi-Fi, contacts, payments and more need no link</source>
        <translation>WLAN, Kontakte, Zahlungen und mehr brauchen keinen Link</translation>
    </message>
    <message>
        <source>all {n} passed</source>
        <translation>alle {n} bestanden</translation>
    </message>
    <message>
        <source>{file} cannot be used: {field} in it is not what it should be. {why}</source>
        <translation>{file} lässt sich nicht verwenden: {field} darin ist nicht, wie es sein soll. {why}</translation>
    </message>
    <message>
        <source>{file} holds a design that cannot be used. {why}</source>
        <translation>{file} enthält ein Design, das sich nicht verwenden lässt. {why}</translation>
    </message>
    <message>
        <source>{file} is no JSON file. Nothing was taken from it.</source>
        <translation>{file} ist keine JSON-Datei. Nichts wurde daraus übernommen.</translation>
    </message>
    <message>
        <source>{label} (optional)</source>
        <translation>{label} (optional)</translation>
    </message>
    <message>
        <source>{n} of {all} not passed</source>
        <translation>{n} von {all} nicht bestanden</translation>
    </message>
</context>
<context>
    <name>StudioForms</name>
    <message>
        <source>27 digits for a QR-IBAN; else a creditor reference (RF), or nothing.</source>
        <translation>27 Ziffern bei einer QR-IBAN; sonst eine Zahlungsreferenz (RF) oder nichts.</translation>
    </message>
    <message>
        <source>Address of the wallet</source>
        <translation>Adresse der Wallet</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Amount in euros</source>
        <translation>Betrag in Euro</translation>
    </message>
    <message>
        <source>Anonymous name</source>
        <translation>Anonymer Name</translation>
    </message>
    <message>
        <source>App</source>
        <translation>App</translation>
    </message>
    <message>
        <source>Apple: the number in the store&apos;s address. Google: the package, such as com.example.app.</source>
        <translation>Apple: die Nummer in der Adresse des Stores. Google: das Paket, etwa com.example.app.</translation>
    </message>
    <message>
        <source>BIC</source>
        <translation>BIC</translation>
    </message>
    <message>
        <source>Banks within the EEA do without.</source>
        <translation>Banken im EWR brauchen ihn nicht.</translation>
    </message>
    <message>
        <source>Batch or lot</source>
        <translation>Charge</translation>
    </message>
    <message>
        <source>Before the name</source>
        <translation>Vor dem Namen</translation>
    </message>
    <message>
        <source>Begins</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <source>Best before</source>
        <translation>Mindestens haltbar bis</translation>
    </message>
    <message>
        <source>Billing text</source>
        <translation>Rechnungsangaben</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>Geburtstag</translation>
    </message>
    <message>
        <source>Café guests</source>
        <translation>Café-Gäste</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Firma</translation>
    </message>
    <message>
        <source>Company network (EAP)</source>
        <translation>Firmennetz (EAP)</translation>
    </message>
    <message>
        <source>Concert</source>
        <translation>Konzert</translation>
    </message>
    <message>
        <source>Copy to</source>
        <translation>Kopie an</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Country of who pays</source>
        <translation>Land des Zahlers</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Währung</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Dr.</source>
        <translation>Dr.</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>EAP method</source>
        <translation>EAP-Methode</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Endet</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Verfällt</translation>
    </message>
    <message>
        <source>Fax</source>
        <translation>Fax</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Erster Tag</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Vorname</translation>
    </message>
    <message>
        <source>Hidden network</source>
        <translation>Verborgenes Netz</translation>
    </message>
    <message>
        <source>Hint for whoever pays</source>
        <translation>Hinweis an den Zahler</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Privat</translation>
    </message>
    <message>
        <source>House number</source>
        <translation>Hausnummer</translation>
    </message>
    <message>
        <source>House number of who pays</source>
        <translation>Hausnummer des Zahlers</translation>
    </message>
    <message>
        <source>IBAN</source>
        <translation>IBAN</translation>
    </message>
    <message>
        <source>In place of a message: a creditor reference that begins with RF.</source>
        <translation>Statt einer Nachricht: eine Zahlungsreferenz, die mit RF beginnt.</translation>
    </message>
    <message>
        <source>It does not show its name</source>
        <translation>Es zeigt seinen Namen nicht</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Nachname</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>Breitengrad</translation>
    </message>
    <message>
        <source>Leave empty: whoever pays types it.</source>
        <translation>Leer lassen: Wer bezahlt, tippt ihn ein.</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>Längengrad</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation>Mobil</translation>
    </message>
    <message>
        <source>Most maps show both numbers with a right click on the place.</source>
        <translation>Die meisten Karten zeigen beide Zahlen bei Rechtsklick auf den Ort.</translation>
    </message>
    <message>
        <source>Net weight in kg</source>
        <translation>Nettogewicht in kg</translation>
    </message>
    <message>
        <source>Network name</source>
        <translation>Name des Netzes</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Open, no password</source>
        <translation>Offen, ohne Passwort</translation>
    </message>
    <message>
        <source>Packaged</source>
        <translation>Verpackt</translation>
    </message>
    <message>
        <source>Parcel (SSCC)</source>
        <translation>Paket (SSCC)</translation>
    </message>
    <message>
        <source>Part of the place</source>
        <translation>Teil des Ortes</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>Telefonnummer</translation>
    </message>
    <message>
        <source>Place (GLN)</source>
        <translation>Ort (GLN)</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Postcode</source>
        <translation>Postleitzahl</translation>
    </message>
    <message>
        <source>Postcode of who pays</source>
        <translation>Postleitzahl des Zahlers</translation>
    </message>
    <message>
        <source>Produced</source>
        <translation>Hergestellt</translation>
    </message>
    <message>
        <source>Product (EAN, GTIN)</source>
        <translation>Produkt (EAN, GTIN)</translation>
    </message>
    <message>
        <source>Purpose code</source>
        <translation>Zweckcode</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Second phase</source>
        <translation>Zweite Phase</translation>
    </message>
    <message>
        <source>Second phone</source>
        <translation>Zweites Telefon</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Sell by</source>
        <translation>Zu verkaufen bis</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Seriennummer</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Store</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Straße</translation>
    </message>
    <message>
        <source>Street and number</source>
        <translation>Straße und Hausnummer</translation>
    </message>
    <message>
        <source>Street of who pays</source>
        <translation>Straße des Zahlers</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>The digits under the barcode, check digit included.</source>
        <translation>Die Ziffern unter dem Strichcode, mit Prüfziffer.</translation>
    </message>
    <message>
        <source>The longer the text, the finer the code: a few lines read well.</source>
        <translation>Je länger der Text, desto feiner der Code: Ein paar Zeilen sind gut lesbar.</translation>
    </message>
    <message>
        <source>The second phone is</source>
        <translation>Das zweite Telefon ist</translation>
    </message>
    <message>
        <source>This address is</source>
        <translation>Diese Adresse ist</translation>
    </message>
    <message>
        <source>This phone is</source>
        <translation>Dieses Telefon ist</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Town</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Town of who pays</source>
        <translation>Ort des Zahlers</translation>
    </message>
    <message>
        <source>Up to four letters, such as CHAR.</source>
        <translation>Bis zu vier Buchstaben, etwa CHAR.</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>Variante</translation>
    </message>
    <message>
        <source>WEP (old)</source>
        <translation>WEP (alt)</translation>
    </message>
    <message>
        <source>WPA2 or WPA3 (usual)</source>
        <translation>WPA2 oder WPA3 (üblich)</translation>
    </message>
    <message>
        <source>WPA3 only</source>
        <translation>Nur WPA3</translation>
    </message>
    <message>
        <source>Web address</source>
        <translation>Webadresse</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>Verwendungszweck</translation>
    </message>
    <message>
        <source>What it names</source>
        <translation>Wofür er steht</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Where the address begins</source>
        <translation>Anfang der Adresse</translation>
    </message>
    <message>
        <source>Who gets it</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Who gets the money</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Who pays</source>
        <translation>Zahler</translation>
    </message>
    <message>
        <source>Whoever answers there has to keep /01/ and the number.</source>
        <translation>Wer dort antwortet, muss /01/ und die Nummer beibehalten.</translation>
    </message>
    <message>
        <source>Whoever sees the code can read it: use the network of your guests.</source>
        <translation>Wer den Code sieht, kann es lesen: das Gästenetz verwenden.</translation>
    </message>
    <message>
        <source>Whole days</source>
        <translation>Ganze Tage</translation>
    </message>
    <message>
        <source>With its country, so that it can be called from everywhere.</source>
        <translation>Mit Landesvorwahl, damit der Anruf von überall geht.</translation>
    </message>
    <message>
        <source>With its country.</source>
        <translation>Mit Landesvorwahl.</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Arbeit</translation>
    </message>
</context>
<context>
    <name>StudioPage</name>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Noch nicht gespeichert</translation>
    </message>
    <message>
        <source>Not taken</source>
        <translation>Nicht übernommen</translation>
    </message>
    <message>
        <source>The link could not be opened</source>
        <translation>Der Link ließ sich nicht öffnen</translation>
    </message>
    <message>
        <source>Your key may not change codes.</source>
        <translation>Dieser Schlüssel darf Codes nicht ändern.</translation>
    </message>
    <message>
        <source>Your key may not change designs.</source>
        <translation>Dieser Schlüssel darf Designs nicht ändern.</translation>
    </message>
    <message>
        <source>Your key may not read links. Codes that need none can be made.</source>
        <translation>Dieser Schlüssel darf Links nicht lesen. Codes, die keinen brauchen, gehen trotzdem.</translation>
    </message>
    <message>
        <source>{reason} Your look is kept here.</source>
        <translation>{reason} Das Aussehen bleibt hier erhalten.</translation>
    </message>
</context>
<context>
    <name>SurvivalCard</name>
    <message>
        <source>A survival kit is a folder that says where every link leads now. With it any web space, or nginx, Caddy or Cloudflare, answers your printed codes without QRDesk. README.txt in it says how.</source>
        <translation>Ein Überlebenspaket ist ein Ordner, in dem steht, wohin jeder Link jetzt führt. Damit antwortet jeder Webspace, oder nginx, Caddy oder Cloudflare, auf Ihre gedruckten Codes, ohne QRDesk. README.txt darin sagt, wie.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy {command}</source>
        <translation>{command} kopieren</translation>
    </message>
    <message>
        <source>Folder for the survival kit</source>
        <translation>Ordner für das Überlebenspaket</translation>
    </message>
    <message>
        <source>If the server is gone</source>
        <translation>Wenn der Server nicht mehr da ist</translation>
    </message>
    <message>
        <source>Keep codes working without the server…</source>
        <translation>Codes auch ohne Server erhalten…</translation>
    </message>
    <message>
        <source>Left out, as they were never verified: {hosts}.</source>
        <translation>Nicht dabei, weil nie bestätigt: {hosts}.</translation>
    </message>
    <message>
        <source>Made {when} in {path}: {addresses}.</source>
        <translation>Angelegt {when} in {path}: {addresses}.</translation>
    </message>
    <message>
        <source>Made {when} in {path}: {addresses}. That folder is not there any more.</source>
        <translation>Angelegt {when} in {path}: {addresses}. Diesen Ordner gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Make it anew when links have changed: a kit that is in the folder you choose is replaced.</source>
        <translation>Legen Sie es neu an, wenn sich Links geändert haben: Ein Paket, das im gewählten Ordner liegt, wird ersetzt.</translation>
    </message>
    <message>
        <source>No kit was made yet.</source>
        <translation>Noch wurde kein Paket angelegt.</translation>
    </message>
    <message>
        <source>No server can take over these addresses</source>
        <translation>Diese Adressen kann kein Server übernehmen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Rules, limits and counting stay behind, and links with a password are not opened.</source>
        <translation>Regeln, Grenzen und das Zählen bleiben zurück, und Links mit Passwort werden nicht geöffnet.</translation>
    </message>
    <message>
        <source>The survival kit is in {folder}</source>
        <translation>Das Überlebenspaket ist in {folder}</translation>
    </message>
    <message>
        <source>They lead there as they do here.</source>
        <translation>Sie führen zum selben Ziel wie hier.</translation>
    </message>
    <message>
        <source>Whoever has the folder can read where your links lead. Keep a copy where the server is not.</source>
        <translation>Wer den Ordner hat, kann lesen, wohin Ihre Links führen. Bewahren Sie eine Kopie dort auf, wo der Server nicht ist.</translation>
    </message>
    <message>
        <source>Writing addresses into the survival kit</source>
        <translation>Adressen in das Überlebenspaket schreiben</translation>
    </message>
    <message>
        <source>Your codes carry an address of this computer or network. A kit helps only codes with a name of your own.</source>
        <translation>Ihre Codes tragen eine Adresse dieses Computers oder Netzwerks. Ein Paket hilft nur Codes mit einem eigenen Namen.</translation>
    </message>
    <message>
        <source>Your key is of one workspace, and the kit holds the links of the whole server. So it is made where the server runs, by whoever looks after it. In a terminal there:</source>
        <translation>Ihr Schlüssel gilt für einen Arbeitsbereich, und das Paket enthält die Links des ganzen Servers. Deshalb entsteht es dort, wo der Server läuft, bei dem, der ihn betreut. Dort in einem Terminal:</translation>
    </message>
    <message>
        <source>{count} address</source>
        <translation>{count} Adresse</translation>
    </message>
    <message>
        <source>{count} addresses</source>
        <translation>{count} Adressen</translation>
    </message>
    <message>
        <source>{count} are not kept in full: not-kept.csv in it says what is missing.</source>
        <translation>{count} bleiben nicht ganz erhalten: not-kept.csv darin sagt, was fehlt.</translation>
    </message>
    <message>
        <source>{count} is not kept in full: not-kept.csv in it says what is missing.</source>
        <translation>{count} bleibt nicht ganz erhalten: not-kept.csv darin sagt, was fehlt.</translation>
    </message>
</context>
<context>
    <name>Swatch</name>
    <message>
        <source>Colour {hex}</source>
        <translation>Farbe {hex}</translation>
    </message>
</context>
<context>
    <name>Swatches</name>
    <message>
        <source>Colours, from pale to strong: {steps}</source>
        <translation>Farben, von blass bis kräftig: {steps}</translation>
    </message>
</context>
<context>
    <name>SymbolSize</name>
    <message>
        <source>Its code needs {n} × {n} modules (QR version {version}).</source>
        <translation>Der Code braucht {n} × {n} Module (QR-Version {version}).</translation>
    </message>
    <message>
        <source>With {letters} plain letters or fewer it needs {fewer} × {fewer}, and prints smaller.</source>
        <translation>Bis {letters} einfache Buchstaben genügen {fewer} × {fewer}; so lässt er sich kleiner drucken.</translation>
    </message>
</context>
<context>
    <name>SymbolTab</name>
    <message>
        <source>1 module</source>
        <translation>1 Modul</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>Beste</translation>
    </message>
    <message>
        <source>Circle</source>
        <translation>Kreis</translation>
    </message>
    <message>
        <source>Dirt and tears. Largest symbol.</source>
        <translation>Schmutz und Risse. Größtes Symbol.</translation>
    </message>
    <message>
        <source>Empty space on each side. 4 modules is the standard.</source>
        <translation>Freier Rand an jeder Seite. Üblich sind 4 Module.</translation>
    </message>
    <message>
        <source>Error correction</source>
        <translation>Fehlerkorrektur</translation>
    </message>
    <message>
        <source>For short texts; industrial scanners only</source>
        <translation>Für kurze Texte; nur Industriescanner</translation>
    </message>
    <message>
        <source>For strict scanners only</source>
        <translation>Nur für strenge Scanner</translation>
    </message>
    <message>
        <source>H, survives 30 %</source>
        <translation>H, verträgt 30 %</translation>
    </message>
    <message>
        <source>L, survives 7 %</source>
        <translation>L, verträgt 7 %</translation>
    </message>
    <message>
        <source>M, survives 15 %</source>
        <translation>M, verträgt 15 %</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Rand</translation>
    </message>
    <message>
        <source>Margin in modules</source>
        <translation>Rand in Modulen</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Maske</translation>
    </message>
    <message>
        <source>Micro QR code</source>
        <translation>Micro-QR-Code</translation>
    </message>
    <message>
        <source>Name the encoding</source>
        <translation>Kodierung angeben</translation>
    </message>
    <message>
        <source>Outdoors, where it gets scratched.</source>
        <translation>Draußen, wo er zerkratzt.</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Umriss</translation>
    </message>
    <message>
        <source>Paper in daily use. The usual choice.</source>
        <translation>Papier im Alltag. Die übliche Wahl.</translation>
    </message>
    <message>
        <source>Q, survives 25 %</source>
        <translation>Q, verträgt 25 %</translation>
    </message>
    <message>
        <source>Raise it where that is free</source>
        <translation>Erhöhen, wo es nichts kostet</translation>
    </message>
    <message>
        <source>Screens and clean rooms. Smallest symbol.</source>
        <translation>Bildschirme. Kleinstes Symbol.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Smallest</source>
        <translation>Kleinste</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Quadrat</translation>
    </message>
    <message>
        <source>This symbol has room for level {level}, so it gets that at no cost.</source>
        <translation>Dieses Symbol hat Platz für Stufe {level} und bekommt sie ohne Kosten.</translation>
    </message>
    <message>
        <source>{n} ({side} × {side})</source>
        <translation>{n} ({side} × {side})</translation>
    </message>
    <message>
        <source>{n} modules</source>
        <translation>{n} Module</translation>
    </message>
</context>
<context>
    <name>TextSize</name>
    <message>
        <source>{wanted} % does not fit this screen: everything is shown at {size} %</source>
        <translation>{wanted} % passt nicht auf diesen Bildschirm: alles ist mit {size} % zu sehen</translation>
    </message>
</context>
<context>
    <name>TextSizeCard</name>
    <message>
        <source>Text size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Text, buttons and pictures of the app. What is printed stays as large as it is.</source>
        <translation>Text, Schaltflächen und Bilder der App. Gedrucktes bleibt so groß, wie es ist.</translation>
    </message>
    <message>
        <source>{size} %</source>
        <translation>{size} %</translation>
    </message>
    <message>
        <source>{size} % is kept for a screen of at least {width} × {height}. Here it is too large.</source>
        <translation>{size} % bleibt für einen Bildschirm von mindestens {width} × {height} gemerkt. Hier ist es zu groß.</translation>
    </message>
    <message>
        <source>{size} % needs a screen of at least {width} × {height}.</source>
        <translation>{size} % braucht einen Bildschirm von mindestens {width} × {height}.</translation>
    </message>
</context>
<context>
    <name>TimeChart</name>
    <message>
        <source>Hits over time</source>
        <translation>Aufrufe im Zeitverlauf</translation>
    </message>
    <message>
        <source>{scans} scans and {clicks} clicks in all. {when}: {here} scans. Show as table for every number.</source>
        <translation>Insgesamt {scans} Scans und {clicks} Klicks. {when}: {here} Scans. Als Tabelle zeigen für jede Zahl.</translation>
    </message>
</context>
<context>
    <name>TimelineModel</name>
    <message>
        <source>Bots</source>
        <translation>Bots</translation>
    </message>
    <message>
        <source>Clicks</source>
        <translation>Klicks</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>Scans</translation>
    </message>
    <message>
        <source>Visitors</source>
        <translation>Besucher</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>{day}, so far</source>
        <translation>{day}, bisher</translation>
    </message>
    <message>
        <source>{line}, {when}</source>
        <translation>{line}, {when}</translation>
    </message>
</context>
<context>
    <name>TimelineTable</name>
    <message>
        <source>Hits over time, as a table</source>
        <translation>Aufrufe im Zeitverlauf, als Tabelle</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo: {what}</source>
        <translation>Rückgängig: {what}</translation>
    </message>
</context>
<context>
    <name>TodayByHour</name>
    <message>
        <source>Last {weekday}</source>
        <translation>Letzter {weekday}</translation>
    </message>
    <message>
        <source>Show as chart</source>
        <translation>Als Diagramm zeigen</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>Als Tabelle zeigen</translation>
    </message>
    <message>
        <source>Show as table for every number.</source>
        <translation>Als Tabelle zeigen für jede Zahl.</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Today by hour</source>
        <translation>Heute nach Stunde</translation>
    </message>
    <message>
        <source>{today} scans today so far. {day}: {before} scans. Arrow keys walk from hour to hour.</source>
        <translation>Heute bisher {today} Scans. {day}: {before} Scans. Pfeiltasten gehen von Stunde zu Stunde.</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Keep serving when the window is closed</source>
        <translation>Nach dem Schließen weiterlaufen</translation>
    </message>
    <message>
        <source>Open QRDesk</source>
        <translation>QRDesk öffnen</translation>
    </message>
    <message>
        <source>QRDesk ends when the window is closed</source>
        <translation>Mit dem Fenster schließt sich QRDesk</translation>
    </message>
    <message>
        <source>QRDesk goes on serving</source>
        <translation>QRDesk läuft weiter</translation>
    </message>
    <message>
        <source>QRDesk goes on serving when the window is closed</source>
        <translation>Bei geschlossenem Fenster läuft QRDesk weiter</translation>
    </message>
    <message>
        <source>QRDesk: {state}</source>
        <translation>QRDesk: {state}</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Start serving</source>
        <translation>Server starten</translation>
    </message>
    <message>
        <source>Stop serving</source>
        <translation>Server anhalten</translation>
    </message>
    <message>
        <source>The window is closed, and codes go on working. Quit from the menu of this icon.</source>
        <translation>Das Fenster ist zu, und Codes funktionieren weiter. Beenden geht im Menü dieses Symbols.</translation>
    </message>
    <message>
        <source>tray background close</source>
        <translation>Infobereich Tray Hintergrund schließen</translation>
    </message>
</context>
<context>
    <name>TrialQuestion</name>
    <message>
        <source>Make a trial</source>
        <translation>Probelauf machen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>Set a public address</source>
        <translation>Öffentliche Adresse festlegen</translation>
    </message>
    <message>
        <source>These codes are a trial: they lead nowhere outside of this computer</source>
        <translation>Diese Codes sind ein Probelauf: Außerhalb dieses Computers führen sie nirgendwohin</translation>
    </message>
    <message>
        <source>These codes are a trial: they lead nowhere outside of this network</source>
        <translation>Diese Codes sind ein Probelauf: Außerhalb dieses Netzes führen sie nirgendwohin</translation>
    </message>
    <message>
        <source>They carry {address}. A phone elsewhere finds nothing there, and what is printed cannot be mended later. A trial shows how labels come out: its pages say so, or the names of its files.</source>
        <translation>Sie tragen {address}. Ein Telefon anderswo findet dort nichts, und Gedrucktes lässt sich später nicht mehr ändern. Ein Probelauf zeigt, wie die Etiketten werden: „PROBE“ steht auf jeder Seite oder im Dateinamen.</translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>Events from now on are kept, and sent when it goes on.</source>
        <translation>Ereignisse bleiben ab jetzt aufbewahrt und werden gesendet, wenn es weitergeht.</translation>
    </message>
    <message>
        <source>It is paused.</source>
        <translation>Er ist pausiert.</translation>
    </message>
    <message>
        <source>Next try {time}.</source>
        <translation>Nächster Versuch {time}.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>The next try is due.</source>
        <translation>Der nächste Versuch ist fällig.</translation>
    </message>
    <message>
        <source>They are sent when it goes on.</source>
        <translation>Sie werden gesendet, wenn es weitergeht.</translation>
    </message>
    <message>
        <source>Try all now</source>
        <translation>Jetzt alle versuchen</translation>
    </message>
    <message>
        <source>{count} deliveries are kept.</source>
        <translation>{count} Zustellungen bleiben aufbewahrt.</translation>
    </message>
    <message>
        <source>{count} delivery is kept.</source>
        <translation>{count} Zustellung bleibt aufbewahrt.</translation>
    </message>
</context>
<context>
    <name>Troubled</name>
    <message>
        <source>Copy diagnostics…</source>
        <translation>Diagnose kopieren…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Trying again</source>
        <translation>Neuer Versuch</translation>
    </message>
    <message>
        <source>Trying again in {seconds} s</source>
        <translation>Neuer Versuch in {seconds} s</translation>
    </message>
</context>
<context>
    <name>Troubles</name>
    <message>
        <source>As of {time}</source>
        <translation>Stand {time}</translation>
    </message>
    <message>
        <source>Copy diagnostics…</source>
        <translation>Diagnose kopieren…</translation>
    </message>
    <message>
        <source>No scan recorded before was lost.</source>
        <translation>Kein vorher erfasster Scan ging verloren.</translation>
    </message>
    <message>
        <source>Open log</source>
        <translation>Log öffnen</translation>
    </message>
    <message>
        <source>Open other links</source>
        <translation>Andere Links öffnen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>The server had stopped and was started again at {time}</source>
        <translation>Der Server war stehen geblieben und wurde um {time} neu gestartet</translation>
    </message>
    <message>
        <source>The server was started again at {time}</source>
        <translation>Der Server wurde um {time} neu gestartet</translation>
    </message>
    <message>
        <source>To check whether guests are affected, scan a code on mobile data.</source>
        <translation>Ob Gäste etwas merken, sehen Sie, wenn Sie einen Code mit mobilen Daten scannen.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Use another port</source>
        <translation>Anderen Port verwenden</translation>
    </message>
    <message>
        <source>You see what was loaded at {time}. What you type stays here until it can be saved.</source>
        <translation>Zu sehen ist, was um {time} geladen wurde. Getipptes bleibt hier, bis es sich speichern lässt.</translation>
    </message>
    <message>
        <source>You see what was loaded before. What you type stays here until it can be saved.</source>
        <translation>Zu sehen ist, was vorher geladen wurde. Getipptes bleibt hier, bis es sich speichern lässt.</translation>
    </message>
    <message>
        <source>You see what was loaded on {day} at {time}. What you type stays here until it can be saved.</source>
        <translation>Zu sehen ist, was am {day} um {time} geladen wurde. Getipptes bleibt hier, bis es sich speichern lässt.</translation>
    </message>
    <message>
        <source>Your links are there, not on this computer. They appear here as soon as it answers.</source>
        <translation>Die Links sind da, nur nicht auf diesem Computer. Sie erscheinen hier, sobald er antwortet.</translation>
    </message>
    <message>
        <source>{host} answers again</source>
        <translation>{host} antwortet wieder</translation>
    </message>
    <message>
        <source>{host} does not answer yet</source>
        <translation>{host} antwortet noch nicht</translation>
    </message>
    <message>
        <source>{host} has not answered since {time}</source>
        <translation>{host} antwortet seit {time} nicht</translation>
    </message>
</context>
<context>
    <name>UndoButton</name>
    <message>
        <source>Undo ({keys})</source>
        <translation>Rückgängig ({keys})</translation>
    </message>
    <message>
        <source>Undo: {what}</source>
        <translation>Rückgängig: {what}</translation>
    </message>
</context>
<context>
    <name>Undoing</name>
    <message>
        <source>It is as it was before</source>
        <translation>Es ist wieder wie vorher</translation>
    </message>
    <message>
        <source>Not taken back: other links are open now</source>
        <translation>Nicht zurückgenommen: Jetzt sind andere Links offen</translation>
    </message>
    <message>
        <source>Not taken back: {reason}</source>
        <translation>Nicht zurückgenommen: {reason}</translation>
    </message>
    <message>
        <source>Undoing</source>
        <translation>Wird rückgängig gemacht</translation>
    </message>
</context>
<context>
    <name>Unsaved</name>
    <message>
        <source>New link</source>
        <translation>Neuer Link</translation>
    </message>
    <message>
        <source>Not saved: {name}</source>
        <translation>Nicht gespeichert: {name}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>{name} öffnen</translation>
    </message>
    <message>
        <source>What you typed before QRDesk ended is kept.</source>
        <translation>Was vor dem Ende von QRDesk getippt wurde, ist noch da.</translation>
    </message>
    <message>
        <source>{count} links have changes that are not saved</source>
        <translation>{count} Links haben Änderungen, die nicht gespeichert sind</translation>
    </message>
</context>
<context>
    <name>UpdatePage</name>
    <message>
        <source>They were used by an older QRDesk and need another form now. A copy of {database} is kept beside it first; should anything fail, all stays as it was. An older QRDesk cannot open them afterwards, but can open the copy.</source>
        <translation>Sie stammen von einem älteren QRDesk und brauchen jetzt eine andere Form. Eine Kopie von {database} wird zuerst daneben abgelegt; scheitert etwas, bleibt alles, wie es war. Ein älteres QRDesk kann sie danach nicht öffnen, wohl aber die Kopie.</translation>
    </message>
    <message>
        <source>Your links need an update</source>
        <translation>Die Links müssen umgestellt werden</translation>
    </message>
</context>
<context>
    <name>Updating</name>
    <message>
        <source>Copying your links, then updating them</source>
        <translation>Links werden kopiert, dann umgestellt</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Update now</source>
        <translation>Jetzt umstellen</translation>
    </message>
    <message>
        <source>Your links are up to date. What they were before is in {file}, beside them.</source>
        <translation>Die Links sind auf dem neuesten Stand. Der Stand davor ist in {file}, daneben.</translation>
    </message>
</context>
<context>
    <name>UsagePart</name>
    <message>
        <source>All plans</source>
        <translation>Alle Tarife</translation>
    </message>
    <message>
        <source>Choose another plan</source>
        <translation>Anderen Tarif wählen</translation>
    </message>
    <message>
        <source>The key that this app uses: {name}</source>
        <translation>Der Schlüssel dieser App: {name}</translation>
    </message>
    <message>
        <source>What was used could not be loaded</source>
        <translation>Der Verbrauch ließ sich nicht laden</translation>
    </message>
    <message>
        <source>{month}. Counting starts anew on {day}, {time}. Links work on whatever a plan says.</source>
        <translation>{month}. Ab {day}, {time} Uhr, wird neu gezählt. Links führen weiter, was auch immer ein Tarif sagt.</translation>
    </message>
</context>
<context>
    <name>UsedCard</name>
    <message>
        <source>Hits this month, imported ones left out</source>
        <translation>Aufrufe im Monat (ohne importierte)</translation>
    </message>
    <message>
        <source>Links made</source>
        <translation>Angelegte Links</translation>
    </message>
    <message>
        <source>Plan: {plan}</source>
        <translation>Tarif: {plan}</translation>
    </message>
    <message>
        <source>Webhook deliveries</source>
        <translation>Webhook-Zustellungen</translation>
    </message>
</context>
<context>
    <name>UsedModel</name>
    <message>
        <source>Edited {when}</source>
        <translation>Geändert {when}</translation>
    </message>
    <message>
        <source>{link}, {edited}</source>
        <translation>{link}, {edited}</translation>
    </message>
</context>
<context>
    <name>VariantRow</name>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Its share, beside the shares of the others</source>
        <translation>Sein Anteil, neben denen der anderen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of this destination</source>
        <translation>Name dieses Ziels</translation>
    </message>
    <message>
        <source>Remove this destination</source>
        <translation>Dieses Ziel entfernen</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>The share is a whole number up to 10,000.</source>
        <translation>Der Anteil ist eine ganze Zahl bis 10.000.</translation>
    </message>
</context>
<context>
    <name>ViewFinder</name>
    <message>
        <source>Saved view</source>
        <translation>Gespeicherte Ansicht</translation>
    </message>
</context>
<context>
    <name>Views</name>
    <message>
        <source>Another name for {name}</source>
        <translation>Anderer Name für {name}</translation>
    </message>
    <message>
        <source>Delete a view</source>
        <translation>Ansicht löschen</translation>
    </message>
    <message>
        <source>Keep no view</source>
        <translation>Keine Ansicht speichern</translation>
    </message>
    <message>
        <source>Keep the name</source>
        <translation>Namen behalten</translation>
    </message>
    <message>
        <source>Keep this list as a view…</source>
        <translation>Liste als Ansicht speichern…</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>Name der Ansicht</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Rename a view</source>
        <translation>Ansicht umbenennen</translation>
    </message>
    <message>
        <source>Save view</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>The view is called {name} now</source>
        <translation>Die Ansicht heißt jetzt {name}</translation>
    </message>
    <message>
        <source>View {name} is deleted; its links stay</source>
        <translation>Ansicht {name} ist gelöscht; ihre Links bleiben</translation>
    </message>
    <message>
        <source>View {name} is kept</source>
        <translation>Ansicht {name} ist gespeichert</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
</context>
<context>
    <name>Wait</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Restoring your links</source>
        <translation>Links werden zurückgespielt</translation>
    </message>
    <message>
        <source>Stopping; everything stays as it is</source>
        <translation>Wird angehalten; alles bleibt, wie es ist</translation>
    </message>
    <message>
        <source>The backup is in its place: it can be taken back, but not cancelled any more</source>
        <translation>Die Sicherung ist eingesetzt: Sie lässt sich zurücknehmen, aber nicht mehr abbrechen</translation>
    </message>
    <message>
        <source>What is here now is kept first.</source>
        <translation>Der jetzige Stand wird zuerst gesichert.</translation>
    </message>
    <message>
        <source>Your links are opened again. What was here before is kept as a backup.</source>
        <translation>Ihre Links werden wieder geöffnet. Der vorherige Stand ist als Sicherung aufbewahrt.</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>WebAddress</name>
    <message>
        <source>This does not start like a web address.</source>
        <translation>Das fängt nicht wie eine Webadresse an.</translation>
    </message>
    <message>
        <source>{file} is the name of a file. Enter the whole address, such as https://example.com/{file}</source>
        <translation>{file} ist der Name einer Datei. Die ganze Adresse eingeben, etwa https://example.com/{file}</translation>
    </message>
</context>
<context>
    <name>Webhooks</name>
    <message>
        <source>A code is changed</source>
        <translation>Ein Code wird geändert</translation>
    </message>
    <message>
        <source>A code is exported for print</source>
        <translation>Ein Code wird für den Druck exportiert</translation>
    </message>
    <message>
        <source>A code is made</source>
        <translation>Ein Code wird angelegt</translation>
    </message>
    <message>
        <source>A code is scanned or a link is opened</source>
        <translation>Ein Code wird gescannt oder ein Link geöffnet</translation>
    </message>
    <message>
        <source>A destination answers again</source>
        <translation>Ein Ziel antwortet wieder</translation>
    </message>
    <message>
        <source>A destination does not answer any more</source>
        <translation>Ein Ziel antwortet nicht mehr</translation>
    </message>
    <message>
        <source>A domain fails its check</source>
        <translation>Eine Domain besteht die Prüfung nicht</translation>
    </message>
    <message>
        <source>A domain is verified</source>
        <translation>Eine Domain wird bestätigt</translation>
    </message>
    <message>
        <source>A fault of QRDesk</source>
        <translation>Ein Fehler von QRDesk</translation>
    </message>
    <message>
        <source>A link has reached its limit</source>
        <translation>Ein Link hat seine Höchstzahl erreicht</translation>
    </message>
    <message>
        <source>A link is changed</source>
        <translation>Ein Link wird geändert</translation>
    </message>
    <message>
        <source>A link is deleted</source>
        <translation>Ein Link wird gelöscht</translation>
    </message>
    <message>
        <source>A link is made</source>
        <translation>Ein Link wird angelegt</translation>
    </message>
    <message>
        <source>A link is suspended</source>
        <translation>Ein Link wird gesperrt</translation>
    </message>
    <message>
        <source>A suspended link is released</source>
        <translation>Ein gesperrter Link wird freigegeben</translation>
    </message>
    <message>
        <source>All events</source>
        <translation>Alle Ereignisse</translation>
    </message>
    <message>
        <source>All events, signed so that the receiver can tell who sent them (Standard Webhooks).</source>
        <translation>Alle Ereignisse, so signiert, dass der Empfänger den Absender erkennt (Standard Webhooks).</translation>
    </message>
    <message>
        <source>Another webhook fails for a day</source>
        <translation>Ein anderer Webhook scheitert einen Tag lang</translation>
    </message>
    <message>
        <source>Another webhook is disabled</source>
        <translation>Ein anderer Webhook wird abgeschaltet</translation>
    </message>
    <message>
        <source>As Honopu sends it: visits and changes of links, signed in X-Honopu-Signature.</source>
        <translation>Wie Honopu sie sendet: Besuche und Änderungen von Links, signiert in X-Honopu-Signature.</translation>
    </message>
    <message>
        <source>As h0p sends it: visits and changes of links, signed in a header of your choice.</source>
        <translation>Wie h0p sie sendet: Besuche und Änderungen von Links, signiert in einem Header nach Wahl.</translation>
    </message>
    <message>
        <source>As usnp sends it: visits alone, each tried three times within seconds.</source>
        <translation>Wie usnp sie sendet: nur Besuche, jeder dreimal binnen Sekunden versucht.</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Zugestellt</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Abgeschaltet</translation>
    </message>
    <message>
        <source>Disabled after 5 days of failures, on {day}.</source>
        <translation>Abgeschaltet am {day} nach 5 Tagen ohne Zustellung.</translation>
    </message>
    <message>
        <source>Disabled on {day}: it answered 410, nothing more is wanted there.</source>
        <translation>Abgeschaltet am {day}: Die Antwort war 410, dort ist nichts mehr erwünscht.</translation>
    </message>
    <message>
        <source>Disabled since {time}</source>
        <translation>Abgeschaltet seit {time}</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>Scheitert</translation>
    </message>
    <message>
        <source>Failing since {time}</source>
        <translation>Scheitert seit {time}</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>In Ordnung</translation>
    </message>
    <message>
        <source>Honopu</source>
        <translation>Honopu</translation>
    </message>
    <message>
        <source>Last try failed</source>
        <translation>Zuletzt gescheitert</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>Nicht erlaubt</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>Nicht erreicht</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Nicht gesendet</translation>
    </message>
    <message>
        <source>Not used yet</source>
        <translation>Noch unbenutzt</translation>
    </message>
    <message>
        <source>Nothing in 24 h</source>
        <translation>Nichts in 24 h</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Paused since {time}</source>
        <translation>Pausiert seit {time}</translation>
    </message>
    <message>
        <source>QRDesk</source>
        <translation>QRDesk</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Scans, clicks</source>
        <translation>Scans, Klicks</translation>
    </message>
    <message>
        <source>The plan is used up</source>
        <translation>Der Tarif ist aufgebraucht</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>Zu spät</translation>
    </message>
    <message>
        <source>Under way, or cut off</source>
        <translation>Unterwegs oder abgebrochen</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>zugestellt</translation>
    </message>
    <message>
        <source>due</source>
        <translation>fällig</translation>
    </message>
    <message>
        <source>given up</source>
        <translation>aufgegeben</translation>
    </message>
    <message>
        <source>h0p</source>
        <translation>h0p</translation>
    </message>
    <message>
        <source>in {count} day</source>
        <translation>in {count} Tag</translation>
    </message>
    <message>
        <source>in {count} days</source>
        <translation>in {count} Tagen</translation>
    </message>
    <message>
        <source>in {count} h</source>
        <translation>in {count} h</translation>
    </message>
    <message>
        <source>in {count} min</source>
        <translation>in {count} min</translation>
    </message>
    <message>
        <source>in {count} s</source>
        <translation>in {count} s</translation>
    </message>
    <message>
        <source>not tried yet</source>
        <translation>noch nicht versucht</translation>
    </message>
    <message>
        <source>sent once</source>
        <translation>einmal gesendet</translation>
    </message>
    <message>
        <source>usnp</source>
        <translation>usnp</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>{count} event type</source>
        <translation>{count} Ereignisart</translation>
    </message>
    <message>
        <source>{count} event types</source>
        <translation>{count} Ereignisarten</translation>
    </message>
    <message>
        <source>{count} in 24 h, {share} % delivered</source>
        <translation>{count} in 24 h, {share} % zugestellt</translation>
    </message>
    <message>
        <source>{count} ms</source>
        <translation>{count} ms</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} s</translation>
    </message>
</context>
<context>
    <name>WebhooksPage</name>
    <message>
        <source>Add</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Add a webhook</source>
        <translation>Webhook hinzufügen</translation>
    </message>
    <message>
        <source>Add the address of a newsletter, a web shop or a table planner. It is told when a code is scanned or a link changes, and what does not arrive is sent again for days.</source>
        <translation>Die Adresse eines Newsletters, eines Onlineshops oder eines Tischplaners eintragen. Das Programm erfährt, wenn ein Code gescannt oder ein Link geändert wird; was nicht ankommt, wird tagelang erneut gesendet.</translation>
    </message>
    <message>
        <source>An owner or an admin of this workspace can show them to you, or make a key that reads them.</source>
        <translation>Inhaber oder Admins dieses Arbeitsbereichs können sie zeigen oder einen Schlüssel anlegen, der sie liest.</translation>
    </message>
    <message>
        <source>Tell other programs what happens to your links</source>
        <translation>Anderen Programmen sagen, was mit den Links geschieht</translation>
    </message>
    <message>
        <source>The deliveries could not be loaded</source>
        <translation>Die Zustellungen ließen sich nicht laden</translation>
    </message>
    <message>
        <source>The form could not be opened</source>
        <translation>Das Formular ließ sich nicht öffnen</translation>
    </message>
    <message>
        <source>The webhooks could not be loaded</source>
        <translation>Die Webhooks ließen sich nicht laden</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>Webhooks</translation>
    </message>
    <message>
        <source>Webhooks are not open to your key</source>
        <translation>Webhooks sind für diesen Schlüssel nicht offen</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>A hit is one scan of a code or one click on a short link. Bots are not counted.</source>
        <translation>Ein Aufruf ist ein Scan eines Codes oder ein Klick auf einen Kurzlink. Bots zählen nicht.</translation>
    </message>
    <message>
        <source>Codes carry “/r/” in the address, so that scans are told apart from clicks. Both lead to the same page.</source>
        <translation>Codes tragen „/r/“ in der Adresse, damit Scans von Klicks zu unterscheiden sind. Beide führen zur selben Seite.</translation>
    </message>
    <message>
        <source>Something went wrong here. It was noted in the log.</source>
        <translation>Hier ist etwas schiefgegangen. Es wurde im Log vermerkt.</translation>
    </message>
    <message>
        <source>The number at the end is {port} now, and usually {usual}. Codes with another number do not open here.</source>
        <translation>Die Nummer am Ende ist jetzt {port}, sonst {usual}. Codes mit einer anderen Nummer öffnen sich hier nicht.</translation>
    </message>
    <message>
        <source>This is no JSON.</source>
        <translation>Das ist kein JSON.</translation>
    </message>
    <message>
        <source>This is no JSON: look at line {line}, column {column}.</source>
        <translation>Das ist kein JSON: siehe Zeile {line}, Spalte {column}.</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>{share} %</source>
        <translation>{share} %</translation>
    </message>
</context>
<context>
    <name>WorkspaceButton</name>
    <message>
        <source>Workspace {name}</source>
        <translation>Arbeitsbereich {name}</translation>
    </message>
</context>
<context>
    <name>WorkspacePanel</name>
    <message>
        <source>All plans</source>
        <translation>Alle Tarife</translation>
    </message>
    <message>
        <source>For one more business: links, people, keys and an address of its own.</source>
        <translation>Für ein weiteres Geschäft: eigene Links, Leute, Schlüssel und eine eigene Adresse.</translation>
    </message>
    <message>
        <source>Its links, people and keys are its own. Switch to it to let people in.</source>
        <translation>Seine Links, Leute und Schlüssel gehören nur ihm. Dorthin wechseln, um Mitglieder einzuladen.</translation>
    </message>
    <message>
        <source>Its plan is {plan}. Plans are chosen at the computer with the database.</source>
        <translation>Sein Tarif ist {plan}. Tarife werden an dem Computer mit der Datenbank gewählt.</translation>
    </message>
    <message>
        <source>Name, time zone, and how long scans are kept</source>
        <translation>Name, Zeitzone und wie lange Scans bleiben</translation>
    </message>
    <message>
        <source>New workspace</source>
        <translation>Neuer Arbeitsbereich</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Sign out…</source>
        <translation>Abmelden…</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>Switch to it</source>
        <translation>Dorthin wechseln</translation>
    </message>
    <message>
        <source>The key for {server} is taken off this computer. It keeps working, and you need it to sign in again.</source>
        <translation>Der Schlüssel für {server} wird von diesem Computer entfernt. Er gilt weiter: Für die Rückkehr wird er gebraucht.</translation>
    </message>
    <message>
        <source>This app uses a program&apos;s key, which acts as: {role}.</source>
        <translation>Diese App verwendet den Schlüssel eines Programms mit der Rolle {role}.</translation>
    </message>
    <message>
        <source>You are at the computer with its database, and may do everything.</source>
        <translation>Das ist der Computer mit der Datenbank; hier ist alles erlaubt.</translation>
    </message>
    <message>
        <source>You are in it as {name}: {role}.</source>
        <translation>Angemeldet als {name}: {role}.</translation>
    </message>
    <message>
        <source>days follow {zone}</source>
        <translation>Tage nach {zone}</translation>
    </message>
    <message>
        <source>made {day}</source>
        <translation>angelegt am {day}</translation>
    </message>
    <message>
        <source>{name} is made</source>
        <translation>{name} ist angelegt</translation>
    </message>
</context>
<context>
    <name>WorkspacePart</name>
    <message>
        <source>A workspace is one business. Nobody in it sees the links, people or keys of another.</source>
        <translation>Ein Arbeitsbereich ist ein Geschäft. Niemand darin sieht Links, Leute oder Schlüssel eines anderen.</translation>
    </message>
    <message>
        <source>New workspace</source>
        <translation>Neuer Arbeitsbereich</translation>
    </message>
    <message>
        <source>Saved: {name}</source>
        <translation>Gespeichert: {name}</translation>
    </message>
    <message>
        <source>The workspace could not be loaded</source>
        <translation>Der Arbeitsbereich ließ sich nicht laden</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>Workspace {name} made</source>
        <translation>Arbeitsbereich {name} angelegt</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation>Arbeitsbereiche</translation>
    </message>
    <message>
        <source>You have signed out of {server}</source>
        <translation>Von {server} abgemeldet</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
</context>
<context>
    <name>Workspaces</name>
    <message>
        <source>Open {workspace}</source>
        <translation>{workspace} öffnen</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>{workspace} at {host}</source>
        <translation>{workspace} auf {host}</translation>
    </message>
</context>
<context>
    <name>WorldMap</name>
    <message>
        <source>Map of the world: hits by country</source>
        <translation>Weltkarte: Aufrufe nach Land</translation>
    </message>
</context>
<context>
    <name>Zones</name>
    <message>
        <source>{place}, now {time}</source>
        <translation>{place}, jetzt {time}</translation>
    </message>
</context>
<context>
    <name>_Clean</name>
    <message>
        <source>The rows are checked once their columns are chosen.</source>
        <translation>Die Zeilen werden geprüft, sobald ihre Spalten gewählt sind.</translation>
    </message>
    <message>
        <source>{count} row, no problems</source>
        <translation>{count} Zeile, keine Probleme</translation>
    </message>
    <message>
        <source>{count} rows, no problems</source>
        <translation>{count} Zeilen, keine Probleme</translation>
    </message>
</context>
<context>
    <name>_Dates</name>
    <message>
        <source>Before</source>
        <translation>Vor</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Ab</translation>
    </message>
</context>
<context>
    <name>_Elsewhere</name>
    <message>
        <source>Backups of PostgreSQL</source>
        <translation>Sicherungen von PostgreSQL</translation>
    </message>
    <message>
        <source>Backups of this server</source>
        <translation>Sicherungen dieses Servers</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy {command}</source>
        <translation>{command} kopieren</translation>
    </message>
    <message>
        <source>They are made and restored where the server runs, by whoever looks after it. In a terminal there, the first line makes one while the server goes on, the second has it make one every day, and the third puts one back; before that the server has to be stopped.</source>
        <translation>Sie werden dort erstellt und zurückgespielt, wo der Server läuft und betreut wird. Dort in einem Terminal: Die erste Zeile erstellt eine, während er läuft, die zweite lässt täglich eine erstellen, und die dritte spielt eine zurück; davor muss der Server angehalten werden.</translation>
    </message>
    <message>
        <source>Your links lie in a PostgreSQL database, which is backed up by its own programs, pg_dump and pg_restore. The first line says how, and which files belong to it.</source>
        <translation>Die Links liegen in einer PostgreSQL-Datenbank, die ihre eigenen Programme sichern, pg_dump und pg_restore. Die erste Zeile sagt, wie und welche Dateien dazugehören.</translation>
    </message>
</context>
<context>
    <name>_Hits</name>
    <message>
        <source>At least</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>Enter at least one number.</source>
        <translation>Mindestens eine Zahl eingeben.</translation>
    </message>
    <message>
        <source>Enter whole numbers.</source>
        <translation>Ganze Zahlen eingeben.</translation>
    </message>
    <message>
        <source>Fewer than</source>
        <translation>Weniger als</translation>
    </message>
</context>
<context>
    <name>_HourTable</name>
    <message>
        <source>Hits by weekday and hour, as a table</source>
        <translation>Aufrufe nach Wochentag und Stunde, als Tabelle</translation>
    </message>
</context>
<context>
    <name>_Meter</name>
    <message>
        <source>{done} of {all}</source>
        <translation>{done} / {all}</translation>
    </message>
</context>
<context>
    <name>_Parameter</name>
    <message>
        <source>Any of these values; empty: it is there at all</source>
        <translation>Einer dieser Werte; leer: er ist überhaupt da</translation>
    </message>
    <message>
        <source>Enter the parameter&apos;s name.</source>
        <translation>Den Namen des Parameters eingeben.</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Parameter, such as table</source>
        <translation>Parameter, etwa table</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
</context>
<context>
    <name>_PickerList</name>
    <message>
        <source>Links found</source>
        <translation>Gefundene Links</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Search by title or address</source>
        <translation>Nach Titel oder Adresse suchen</translation>
    </message>
</context>
<context>
    <name>_Times</name>
    <message>
        <source>More hours</source>
        <translation>Weitere Zeiten</translation>
    </message>
</context>
<context>
    <name>_Visitor</name>
    <message>
        <source>Comes</source>
        <translation>Kommt</translation>
    </message>
    <message>
        <source>Visitor comes</source>
        <translation>Besucher kommt</translation>
    </message>
    <message>
        <source>again</source>
        <translation>wieder</translation>
    </message>
    <message>
        <source>for the first time</source>
        <translation>zum ersten Mal</translation>
    </message>
</context>
</TS>
