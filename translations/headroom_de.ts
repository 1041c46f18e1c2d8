<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
    <context>
        <name>Actions</name>
        <message>
            <source>&amp;Open model file…</source>
            <translation>&amp;Modelldatei öffnen…</translation>
        </message>
        <message>
            <source>&amp;New project…</source>
            <translation>&amp;Neues Projekt…</translation>
        </message>
        <message>
            <source>Open &amp;project…</source>
            <translation>&amp;Projekt öffnen…</translation>
        </message>
        <message>
            <source>&amp;Save project</source>
            <translation>Projekt &amp;speichern</translation>
        </message>
        <message>
            <source>Save project &amp;as…</source>
            <translation>Projekt speichern &amp;unter…</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Beenden</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>&amp;Rückgängig</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>&amp;Wiederholen</translation>
        </message>
        <message>
            <source>Copy the &amp;Inspector</source>
            <translation>&amp;Inspektor kopieren</translation>
        </message>
        <message>
            <source>&amp;Inspector</source>
            <translation>&amp;Inspektor</translation>
        </message>
        <message>
            <source>&amp;Jobs</source>
            <translation>&amp;Aufträge</translation>
        </message>
        <message>
            <source>Theme of the s&amp;ystem</source>
            <translation>S&amp;ystemdesign</translation>
        </message>
        <message>
            <source>&amp;Light theme</source>
            <translation>&amp;Helles Design</translation>
        </message>
        <message>
            <source>&amp;Dark theme</source>
            <translation>&amp;Dunkles Design</translation>
        </message>
        <message>
            <source>&amp;Full screen</source>
            <translation>&amp;Vollbild</translation>
        </message>
        <message>
            <source>&amp;Reset layout</source>
            <translation>&amp;Anordnung zurücksetzen</translation>
        </message>
        <message>
            <source>&amp;Measure memory bandwidth</source>
            <translation>&amp;Speicherbandbreite messen</translation>
        </message>
        <message>
            <source>&amp;Detect this machine again</source>
            <translation>Diesen Rechner &amp;neu erkennen</translation>
        </message>
        <message>
            <source>&amp;Pause or resume the job</source>
            <translation>Auftrag &amp;anhalten oder fortsetzen</translation>
        </message>
        <message>
            <source>&amp;Cancel the job</source>
            <translation>Auftrag a&amp;bbrechen</translation>
        </message>
        <message>
            <source>Clear &amp;finished jobs</source>
            <translation>&amp;Fertige Aufträge entfernen</translation>
        </message>
        <message>
            <source>&amp;Pin this plan for comparison</source>
            <translation>Diesen Plan zum Vergleich an&amp;heften</translation>
        </message>
        <message>
            <source>&amp;Search or command…</source>
            <translation>&amp;Suche oder Befehl…</translation>
        </message>
        <message>
            <source>&amp;Keyboard shortcuts</source>
            <translation>&amp;Tastenkürzel</translation>
        </message>
        <message>
            <source>S&amp;tart page</source>
            <translation>S&amp;tartseite</translation>
        </message>
        <message>
            <source>&amp;About Headroom</source>
            <translation>Ü&amp;ber Headroom</translation>
        </message>
        <message>
            <source>About &amp;Qt</source>
            <translation>Über &amp;Qt</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>&amp;Datei</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation>&amp;Bearbeiten</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>&amp;Ansicht</translation>
        </message>
        <message>
            <source>&amp;Run</source>
            <translation>A&amp;usführen</translation>
        </message>
        <message>
            <source>&amp;Compare</source>
            <translation>&amp;Vergleichen</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>&amp;Hilfe</translation>
        </message>
        <message>
            <source>Inspect the &amp;model</source>
            <translation>&amp;Modell untersuchen</translation>
        </message>
        <message>
            <source>P&amp;resent</source>
            <translation>V&amp;orführen</translation>
        </message>
        <message>
            <source>Copy as command &amp;line</source>
            <translation>Als &amp;Befehlszeile kopieren</translation>
        </message>
        <message>
            <source>Open the project a&amp;gain</source>
            <translation>Projekt &amp;erneut öffnen</translation>
        </message>
    </context>
    <context>
        <name>BoxDiagram</name>
        <message>
            <source>Topology</source>
            <translation>Topologie</translation>
        </message>
    </context>
    <context>
        <name>CalibrationView</name>
        <message>
            <source>Text to calibrate with</source>
            <translation>Text zum Kalibrieren</translation>
        </message>
        <message>
            <source>Text or requests (*.txt *.md *.raw *.jsonl);;All files (*)</source>
            <translation>Text oder Anfragen (*.txt *.md *.raw *.jsonl);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>The text goes through the model: what each matrix gets to read is collected.</source>
            <translation>Der Text läuft durch das Modell: gesammelt wird, was jede Matrix zu lesen bekommt.</translation>
        </message>
        <message>
            <source>This method needs a calibration: choose one, or make one from a text.</source>
            <translation>Dieses Verfahren braucht eine Kalibrierung: eine wählen oder aus einem Text machen.</translation>
        </message>
        <message>
            <source>Without one, every weight counts the same.</source>
            <translation>Ohne sie zählt jedes Gewicht gleich viel.</translation>
        </message>
        <message>
            <source>The file is being read.</source>
            <translation>Die Datei wird gelesen.</translation>
        </message>
        <message>
            <source>Covers %1 of %2 matrices; outlier channels: %3.</source>
            <translation>Deckt %1 von %2 Matrizen ab; Ausreißerkanäle: %3.</translation>
        </message>
        <message>
            <source>An importance matrix alone: what its text leaves out is not known.</source>
            <translation>Nur eine Wichtigkeitsmatrix: was ihr Text auslässt, ist nicht bekannt.</translation>
        </message>
        <message>
            <source>Importance matrix or calibration (.gguf, .dat)</source>
            <translation>Wichtigkeitsmatrix oder Kalibrierung (.gguf, .dat)</translation>
        </message>
        <message>
            <source>Importance matrix or calibration that weighs the errors</source>
            <translation>Wichtigkeitsmatrix oder Kalibrierung, die die Fehler gewichtet</translation>
        </message>
        <message>
            <source>Importance matrix (*.gguf *.dat *.imatrix);;All files (*)</source>
            <translation>Wichtigkeitsmatrix (*.gguf *.dat *.imatrix);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Groups of %1</source>
            <comment>inputs that share a scale</comment>
            <translation>Gruppen von %1</translation>
        </message>
        <message>
            <source>Inputs that share a scale</source>
            <translation>Eingänge mit gemeinsamer Skala</translation>
        </message>
        <message>
            <source>So many inputs share a scale: smaller groups lose less and take more bytes.</source>
            <translation>So viele Eingänge teilen sich eine Skala: kleinere Gruppen verlieren weniger und brauchen mehr Bytes.</translation>
        </message>
        <message>
            <source>Method of rounding</source>
            <translation>Rundungsverfahren</translation>
        </message>
        <message>
            <source>Calibrate from text…</source>
            <translation>Aus Text kalibrieren…</translation>
        </message>
        <message>
            <source>Make a calibration of this model from a text</source>
            <translation>Aus einem Text eine Kalibrierung dieses Modells machen</translation>
        </message>
        <message>
            <source>%1: %2.</source>
            <comment>preset, what its plan warns of</comment>
            <translation>%1: %2.</translation>
        </message>
    </context>
    <context>
        <name>CandidateInspection</name>
        <message>
            <source> pt</source>
            <comment>percentage points</comment>
            <translation> Pp.</translation>
        </message>
        <message>
            <source>nat</source>
            <translation>nat</translation>
        </message>
        <message>
            <source>Perplexity</source>
            <translation>Perplexität</translation>
        </message>
        <message>
            <source>Standard error</source>
            <translation>Standardfehler</translation>
        </message>
        <message>
            <source>Noise floor</source>
            <translation>Rauschgrenze</translation>
        </message>
        <message>
            <source>Mean KLD of the baseline against itself through another batch split: nothing below can be told apart.</source>
            <translation>Mittlere KLD des Bezugsmodells gegen sich selbst bei anderer Stapelaufteilung: darunter ist nichts zu unterscheiden.</translation>
        </message>
        <message>
            <source>Text</source>
            <comment>input of an evaluation</comment>
            <translation>Text</translation>
        </message>
        <message>
            <source>Windows</source>
            <translation>Fenster</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <comment>windows of tokens</comment>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>Tokens scored</source>
            <translation>Bewertete Token</translation>
        </message>
        <message>
            <source>Intervals</source>
            <translation>Intervalle</translation>
        </message>
        <message>
            <source>95 %, by window</source>
            <translation>95 %, nach Fenstern</translation>
        </message>
        <message>
            <source>Text checksum</source>
            <translation>Prüfsumme des Textes</translation>
        </message>
        <message>
            <source>File checksum</source>
            <translation>Prüfsumme der Datei</translation>
        </message>
        <message>
            <source>95 %</source>
            <comment>interval</comment>
            <translation>95 %</translation>
        </message>
        <message>
            <source>n, windows</source>
            <comment>of the noise floor</comment>
            <translation>n, Fenster</translation>
        </message>
        <message>
            <source>Windows begin</source>
            <comment>input of an evaluation</comment>
            <translation>Fenster beginnen</translation>
        </message>
        <message>
            <source>with BOS, token %1</source>
            <comment>windows</comment>
            <translation>mit BOS, Token %1</translation>
        </message>
        <message>
            <source>without BOS</source>
            <comment>windows</comment>
            <translation>ohne BOS</translation>
        </message>
        <message>
            <source>95 %, tokens as if independent</source>
            <comment>interval</comment>
            <translation>95 %, Token als unabhängig</translation>
        </message>
    </context>
    <context>
        <name>CandidatesModel</name>
        <message>
            <source>unreadable</source>
            <comment>in place of a size</comment>
            <translation>nicht lesbar</translation>
        </message>
        <message>
            <source>Mean over the windows so far; no interval and no verdict before the end.</source>
            <translation>Mittel über die bisherigen Fenster; Intervall und Urteil erst am Ende.</translation>
        </message>
        <message>
            <source>Candidate</source>
            <comment>column</comment>
            <translation>Kandidat</translation>
        </message>
        <message>
            <source>Size, %1</source>
            <translation>Größe, %1</translation>
        </message>
        <message>
            <source>Bits/w</source>
            <comment>column: bits per weight</comment>
            <translation>Bit/Gew.</translation>
        </message>
        <message>
            <source>Top-1 so far, %</source>
            <translation>Top-1 bisher, %</translation>
        </message>
        <message>
            <source>other model</source>
            <comment>than the baseline</comment>
            <translation>anderes Modell</translation>
        </message>
        <message>
            <source>other vocabulary</source>
            <comment>than the baseline's</comment>
            <translation>anderes Vokabular</translation>
        </message>
        <message>
            <source>Its vocabulary is not the baseline's: the two cannot be compared token by token.</source>
            <translation>Sein Vokabular ist nicht das des Bezugs: die beiden lassen sich nicht Token für Token vergleichen.</translation>
        </message>
        <message>
            <source>Another model than the baseline: the figures say how far the two are apart, not what quantization cost.</source>
            <translation>Ein anderes Modell als der Bezug: die Zahlen sagen, wie weit die beiden auseinanderliegen, nicht, was die Quantisierung kostete.</translation>
        </message>
        <message>
            <source>KLD so far, nat</source>
            <translation>KLD bisher, nat</translation>
        </message>
    </context>
    <context>
        <name>CapacityPane</name>
        <message>
            <source>change of preset</source>
            <translation>Wechsel der Voreinstellung</translation>
        </message>
        <message>
            <source>Capacity</source>
            <translation>Kapazität</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>Plan</translation>
        </message>
        <message>
            <source>Limits</source>
            <translation>Grenzen</translation>
        </message>
        <message numerus="yes">
            <source>of %1 needed on %n device(s)</source>
            <translation>
                <numerusform>von %1 auf %n Gerät nötig</numerusform>
                <numerusform>von %1 auf %n Geräten nötig</numerusform>
            </translation>
        </message>
        <message>
            <source>tok/s</source>
            <translation>Tok/s</translation>
        </message>
        <message>
            <source>decode per request, expected %1 to %2; at most %3</source>
            <translation>Dekodieren je Anfrage, erwartet %1 bis %2; höchstens %3</translation>
        </message>
        <message>
            <source>to the first token of a prompt of %1, expected %2 to %3</source>
            <translation>bis zum ersten Token eines Prompts von %1, erwartet %2 bis %3</translation>
        </message>
        <message>
            <source>expected, and ceilings before losses</source>
            <translation>erwartet, und Obergrenzen vor Verlusten</translation>
        </message>
        <message>
            <source>decode per request, at most</source>
            <translation>Dekodieren je Anfrage, höchstens</translation>
        </message>
        <message>
            <source>to the first token of a prompt of %1, at best</source>
            <translation>bis zum ersten Token eines Prompts von %1, bestenfalls</translation>
        </message>
        <message>
            <source>Free, tightest device</source>
            <translation>Frei, engstes Gerät</translation>
        </message>
    </context>
    <context>
        <name>Chart</name>
        <message>
            <source>Chart</source>
            <translation>Diagramm</translation>
        </message>
        <message>
            <source>Copy image</source>
            <translation>Bild kopieren</translation>
        </message>
        <message>
            <source>Copy figures</source>
            <translation>Werte kopieren</translation>
        </message>
        <message>
            <source>Reset view</source>
            <translation>Ansicht zurücksetzen</translation>
        </message>
        <message numerus="yes">
            <source>%n value(s) not shown</source>
            <translation>
                <numerusform>%n Wert nicht gezeigt</numerusform>
                <numerusform>%n Werte nicht gezeigt</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 from %2</source>
            <extracomment>difference between two cursors of a chart: how far, from where</extracomment>
            <translation>%1 von %2 aus</translation>
        </message>
        <message>
            <source>Measure from here</source>
            <translation>Von hier aus messen</translation>
        </message>
        <message>
            <source>Remove the cursor</source>
            <translation>Messlinie entfernen</translation>
        </message>
    </context>
    <context>
        <name>CommandPalette</name>
        <message>
            <source>Search or command</source>
            <translation>Suche oder Befehl</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>Befehle</translation>
        </message>
        <message>
            <source>Command palette</source>
            <translation>Befehlspalette</translation>
        </message>
    </context>
    <context>
        <name>Commands</name>
        <message>
            <source>New project</source>
            <translation>Neues Projekt</translation>
        </message>
        <message>
            <source>Headroom projects (*.headroom)</source>
            <translation>Headroom-Projekte (*.headroom)</translation>
        </message>
        <message>
            <source>Save project as</source>
            <translation>Projekt speichern unter</translation>
        </message>
        <message>
            <source>%1 holds every change already.</source>
            <translation>%1 enthält bereits alle Änderungen.</translation>
        </message>
        <message>
            <source>Saved as %1.</source>
            <translation>Gespeichert als %1.</translation>
        </message>
        <message>
            <source>Open model</source>
            <translation>Modell öffnen</translation>
        </message>
        <message>
            <source>Open project</source>
            <translation>Projekt öffnen</translation>
        </message>
        <message>
            <source>Memory bandwidth</source>
            <translation>Speicherbandbreite</translation>
        </message>
        <message>
            <source>A job still writes its results into the present file.</source>
            <translation>Ein Auftrag schreibt seine Ergebnisse noch in die jetzige Datei.</translation>
        </message>
        <message>
            <source>Save under another name when it is done, or cancel it first.</source>
            <translation>Unter anderem Namen sichern, wenn er fertig ist, oder ihn zuerst abbrechen.</translation>
        </message>
        <message>
            <source>Models (*.gguf *.safetensors config.json)</source>
            <translation>Modelle (*.gguf *.safetensors config.json)</translation>
        </message>
        <message>
            <source>No model file is open.</source>
            <translation>Es ist keine Modelldatei geöffnet.</translation>
        </message>
        <message>
            <source>Open one to see what is in it.</source>
            <translation>Eine öffnen, um zu sehen, was darin steht.</translation>
        </message>
        <message>
            <source>Where is %1 now?</source>
            <translation>Wo ist %1 jetzt?</translation>
        </message>
        <message>
            <source>%1 is not where it was.</source>
            <translation>%1 ist nicht mehr, wo es war.</translation>
        </message>
        <message>
            <source>Save the project under a name.</source>
            <translation>Das Projekt unter einem Namen speichern.</translation>
        </message>
        <message>
            <source>%1 holds your changes now.</source>
            <translation>%1 enthält die Änderungen jetzt.</translation>
        </message>
    </context>
    <context>
        <name>ComparisonCharts</name>
        <message>
            <source>Size against mean KLD</source>
            <translation>Größe gegen mittlere KLD</translation>
        </message>
        <message>
            <source>No comparison yet</source>
            <translation>Noch kein Vergleich</translation>
        </message>
        <message>
            <source>%1: %2 %3, %4 nat</source>
            <comment>point of a chart</comment>
            <translation>%1: %2 %3, %4 nat</translation>
        </message>
        <message>
            <source>file size, %1</source>
            <translation>Dateigröße, %1</translation>
        </message>
        <message>
            <source>gate, KLD ≤ %1</source>
            <translation>Schranke, KLD ≤ %1</translation>
        </message>
        <message>
            <source>baseline %1 %2, KLD 0</source>
            <comment>size with unit</comment>
            <translation>Bezug %1 %2, KLD 0</translation>
        </message>
        <message>
            <source>Error against position</source>
            <translation>Fehler nach Position</translation>
        </message>
        <message>
            <source>mean KLD, 95 % band</source>
            <translation>mittlere KLD, 95-%-Band</translation>
        </message>
        <message>
            <source>baseline</source>
            <comment>at the end of a line</comment>
            <translation>Bezug</translation>
        </message>
        <message>
            <source>context position, tokens</source>
            <translation>Kontextposition, Token</translation>
        </message>
        <message>
            <source>gate %1</source>
            <translation>Schranke %1</translation>
        </message>
        <message>
            <source>Same top token</source>
            <translation>Gleiches Spitzentoken</translation>
        </message>
        <message>
            <source>n = %1</source>
            <translation>n = %1</translation>
        </message>
        <message>
            <source>agreement, %; 95 % intervals</source>
            <translation>Übereinstimmung, %; 95-%-Intervalle</translation>
        </message>
        <message>
            <source>nat, log; ring: smallest that passes</source>
            <translation>nat, log; Ring: kleinste, die besteht</translation>
        </message>
        <message>
            <source>file size</source>
            <translation>Dateigröße</translation>
        </message>
        <message>
            <source>mean KLD</source>
            <translation>mittlere KLD</translation>
        </message>
        <message>
            <source>nat</source>
            <translation>nat</translation>
        </message>
        <message>
            <source>context position</source>
            <translation>Position im Kontext</translation>
        </message>
        <message>
            <source>tokens</source>
            <translation>Token</translation>
        </message>
        <message>
            <source>agreement</source>
            <translation>Übereinstimmung</translation>
        </message>
    </context>
    <context>
        <name>ComparisonHeadline</name>
        <message>
            <source>%1 fails %2 of %3 gates</source>
            <translation>%1 verfehlt %2 von %3 Schranken</translation>
        </message>
        <message>
            <source>%1 is the smallest preset within budget</source>
            <translation>%1 ist die kleinste Voreinstellung im Budget</translation>
        </message>
        <message>
            <source>%1, smaller, is inconclusive</source>
            <translation>%1, kleiner, bleibt unentschieden</translation>
        </message>
        <message>
            <source>One window says nothing about %1: compare over a longer text</source>
            <translation>Ein Fenster sagt nichts über %1: über längeren Text vergleichen</translation>
        </message>
        <message>
            <source>No candidate is shown to be within budget; %1 may be: compare over more windows</source>
            <translation>Kein Kandidat liegt nachweislich im Budget; %1 vielleicht: über mehr Fenster vergleichen</translation>
        </message>
        <message>
            <source>No candidate is within budget; %1</source>
            <translation>Kein Kandidat liegt im Budget; %1</translation>
        </message>
        <message>
            <source>nat</source>
            <translation>nat</translation>
        </message>
        <message>
            <source>± %1 nat</source>
            <translation>± %1 nat</translation>
        </message>
        <message>
            <source>smallest passing preset, %1 below the baseline</source>
            <translation>kleinste bestandene Voreinstellung, %1 unter dem Bezug</translation>
        </message>
        <message>
            <source>least harmful, %1 below the baseline</source>
            <translation>am wenigsten schädlich, %1 unter dem Bezug</translation>
        </message>
        <message>
            <source>smallest passing preset, %1 above the baseline</source>
            <translation>kleinste bestandene Voreinstellung, %1 über dem Bezug</translation>
        </message>
        <message>
            <source>least harmful, %1 above the baseline</source>
            <translation>am wenigsten schädlich, %1 über dem Bezug</translation>
        </message>
        <message>
            <source>nothing can be said of %1, smaller</source>
            <translation>über %1, kleiner, lässt sich nichts sagen</translation>
        </message>
        <message>
            <source>Nothing can be said of %1: %2</source>
            <comment>candidate, why</comment>
            <translation>Über %1 lässt sich nichts sagen: %2</translation>
        </message>
        <message>
            <source>%1, gate %2</source>
            <comment>what it is, limit</comment>
            <translation>%1, Schranke %2</translation>
        </message>
        <message>
            <source>mean KLD of %1</source>
            <comment>preset</comment>
            <translation>mittlere KLD von %1</translation>
        </message>
        <message>
            <source>top-1 agreement with the baseline</source>
            <translation>Top-1-Übereinstimmung mit dem Bezug</translation>
        </message>
    </context>
    <context>
        <name>ComparisonModel</name>
        <message>
            <source>pass</source>
            <comment>verdict of a gate</comment>
            <translation>bestanden</translation>
        </message>
        <message>
            <source>fail</source>
            <comment>verdict of a gate</comment>
            <translation>durchgefallen</translation>
        </message>
        <message>
            <source>inconclusive</source>
            <comment>verdict of a gate</comment>
            <translation>unentschieden</translation>
        </message>
        <message>
            <source>baseline</source>
            <comment>in the gate column</comment>
            <translation>Bezug</translation>
        </message>
        <message>
            <source>fail, %1 of %2</source>
            <comment>gate: how many of all fail</comment>
            <translation>durchgefallen, %1 von %2</translation>
        </message>
        <message>
            <source>Error budget</source>
            <translation>Fehlerbudget</translation>
        </message>
        <message>
            <source>any</source>
            <comment>no limit for the size</comment>
            <translation>beliebig</translation>
        </message>
        <message>
            <source>no gate</source>
            <comment>this column is not judged</comment>
            <translation>keine Schranke</translation>
        </message>
        <message>
            <source>PPL %1</source>
            <translation>PPL %1</translation>
        </message>
        <message>
            <source>one window</source>
            <comment>in place of an interval: nothing can be said from one</comment>
            <translation>ein Fenster</translation>
        </message>
        <message>
            <source>Double-click to change this limit. A gate passes when the whole 95 % interval keeps it, fails when the whole interval breaks it.</source>
            <translation>Doppelklick ändert die Schranke. Bestanden, wenn das ganze 95-%-Intervall sie einhält; durchgefallen, wenn das ganze Intervall sie verletzt.</translation>
        </message>
        <message>
            <source>Preset</source>
            <comment>column</comment>
            <translation>Voreinstellung</translation>
        </message>
        <message>
            <source>Size, %1</source>
            <translation>Größe, %1</translation>
        </message>
        <message>
            <source>Gate</source>
            <comment>column</comment>
            <translation>Schranke</translation>
        </message>
        <message>
            <source>%1, low</source>
            <extracomment>columns of a table that leaves the program: the ends of a 95 % interval</extracomment>
            <translation>%1, unten</translation>
        </message>
        <message>
            <source>%1, high</source>
            <translation>%1, oben</translation>
        </message>
        <message>
            <source>Measured over %1 tokens in %2.</source>
            <comment>how many, windows</comment>
            <translation>Gemessen über %1 Token, %2.</translation>
        </message>
        <message>
            <source>invalid</source>
            <comment>verdict of a gate</comment>
            <translation>ungültig</translation>
        </message>
        <message>
            <source>all %1</source>
            <comment>gates that have to pass: how many</comment>
            <translation>alle %1</translation>
        </message>
        <message>
            <source>not recorded</source>
            <comment>in place of an interval, by an earlier version</comment>
            <translation>nicht festgehalten</translation>
        </message>
        <message>
            <source>Passes when all gates pass; fails when one fails; invalid when the comparison says nothing of one.</source>
            <translation>Besteht, wenn alle Schranken bestehen; fällt durch, wenn eine fällt; ungültig, wenn der Vergleich zu einer nichts sagt.</translation>
        </message>
    </context>
    <context>
        <name>DeviceCards</name>
        <message>
            <source>not known</source>
            <translation>nicht bekannt</translation>
        </message>
        <message>
            <source>%1 of ×%2</source>
            <translation>%1 von ×%2</translation>
        </message>
        <message>
            <source>of %1 planned</source>
            <translation>von %1 verplant</translation>
        </message>
        <message>
            <source>In use</source>
            <translation>Belegt</translation>
        </message>
        <message>
            <source>of %1 in use</source>
            <translation>von %1 belegt</translation>
        </message>
        <message>
            <source>GPU %1</source>
            <translation>GPU %1</translation>
        </message>
        <message>
            <source>Native</source>
            <translation>Nativ</translation>
        </message>
        <message>
            <source>PCIe link</source>
            <translation>PCIe</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message numerus="yes">
            <source>%n core(s)</source>
            <translation>
                <numerusform>%n Kern</numerusform>
                <numerusform>%n Kerne</numerusform>
            </translation>
        </message>
        <message>
            <source>of %1 RAM in use</source>
            <translation>von %1 RAM belegt</translation>
        </message>
        <message>
            <source>RAM</source>
            <translation>RAM</translation>
        </message>
        <message>
            <source>%1 bytes</source>
            <translation>%1 Bytes</translation>
        </message>
        <message>
            <source>Figures</source>
            <translation>Angaben</translation>
        </message>
        <message>
            <source>Bandwidth</source>
            <translation>Bandbreite</translation>
        </message>
        <message>
            <source>FP16, dense</source>
            <translation>FP16, dicht</translation>
        </message>
        <message>
            <source>Board power</source>
            <translation>Kartenleistung</translation>
        </message>
        <message>
            <source>Power limit</source>
            <translation>Leistungsgrenze</translation>
        </message>
        <message>
            <source>Compute capability</source>
            <translation>Rechenfähigkeit</translation>
        </message>
        <message>
            <source>As it is</source>
            <translation>Wie sie ist</translation>
        </message>
        <message>
            <source>One direction</source>
            <translation>Eine Richtung</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>Prozessor</translation>
        </message>
        <message>
            <source>Sockets</source>
            <translation>Sockel</translation>
        </message>
        <message>
            <source>Cores</source>
            <translation>Kerne</translation>
        </message>
        <message>
            <source>Threads</source>
            <translation>Threads</translation>
        </message>
        <message>
            <source>NUMA nodes</source>
            <translation>NUMA-Knoten</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Speicher</translation>
        </message>
    </context>
    <context>
        <name>EvaluatePane</name>
        <message>
            <source>Window %1 of %2 is compared; running means stand beside the candidates, the verdict comes at the end</source>
            <translation>Fenster %1 von %2 wird verglichen; laufende Mittel stehen neben den Kandidaten, das Urteil kommt am Ende</translation>
        </message>
        <message>
            <source>The comparison is about to start</source>
            <translation>Der Vergleich beginnt gleich</translation>
        </message>
        <message>
            <source>Nothing is compared yet: choose candidates and a text, then press Compare</source>
            <translation>Noch nichts verglichen: Kandidaten und Text wählen, dann Vergleichen drücken</translation>
        </message>
        <message>
            <source>Add a candidate</source>
            <translation>Kandidat hinzufügen</translation>
        </message>
        <message>
            <source>Models (*.gguf)</source>
            <translation>Modelle (*.gguf)</translation>
        </message>
        <message>
            <source>Scoreboard</source>
            <translation>Wertung</translation>
        </message>
        <message>
            <source>Compare</source>
            <comment>section</comment>
            <translation>Vergleichen</translation>
        </message>
        <message>
            <source>all models go through the same windows together, whole vocabulary</source>
            <translation>alle Modelle gehen gemeinsam durch dieselben Fenster, ganzes Vokabular</translation>
        </message>
        <message>
            <source>Scoreboard with the error budget in its last row</source>
            <translation>Wertung mit dem Fehlerbudget in der letzten Zeile</translation>
        </message>
        <message>
            <source>Stored comparisons</source>
            <translation>Gespeicherte Vergleiche</translation>
        </message>
        <message>
            <source>Not compared</source>
            <comment>verdict</comment>
            <translation>Nicht verglichen</translation>
        </message>
        <message>
            <source>New comparison</source>
            <translation>Neuer Vergleich</translation>
        </message>
        <message>
            <source>Back to the result</source>
            <translation>Zurück zum Ergebnis</translation>
        </message>
        <message>
            <source>%1 nat</source>
            <translation>%1 nat</translation>
        </message>
        <message>
            <source>%1 nat (n = %2)</source>
            <comment>noise floor, windows that it was measured on</comment>
            <translation>%1 nat (n = %2)</translation>
        </message>
        <message>
            <source>%1, %2 tokens in %3; brackets are 95 % intervals; noise floor %4</source>
            <comment>text, …, windows</comment>
            <translation>%1, %2 Token, %3; in Klammern 95-%-Intervalle; Rauschgrenze %4</translation>
        </message>
        <message>
            <source>Interrupted</source>
            <comment>verdict</comment>
            <translation>Unterbrochen</translation>
        </message>
        <message>
            <source>%1: the window closed before it was compared. Run again is in the list of jobs</source>
            <translation>%1: das Fenster schloss sich, bevor verglichen war. „Erneut ausführen“ ist in der Liste der Aufträge</translation>
        </message>
        <message>
            <source>Compared with %1 before: %2</source>
            <comment>baseline, sentence</comment>
            <translation>Zuvor mit %1 verglichen: %2</translation>
        </message>
    </context>
    <context>
        <name>EvaluateSession</name>
        <message>
            <source>Choose a baseline: the model before quantization.</source>
            <translation>Bezug wählen: das Modell vor der Quantisierung.</translation>
        </message>
        <message>
            <source>Nothing to compare yet: quantize the model, or add a file.</source>
            <translation>Noch nichts zu vergleichen: Modell quantisieren oder Datei hinzufügen.</translation>
        </message>
        <message>
            <source>Check at least one candidate.</source>
            <translation>Mindestens einen Kandidaten ankreuzen.</translation>
        </message>
        <message>
            <source>Choose a text that the models have not been trained on.</source>
            <translation>Einen Text wählen, mit dem die Modelle nicht trainiert wurden.</translation>
        </message>
        <message>
            <source>%1 is not there any more: choose another text.</source>
            <translation>%1 ist nicht mehr da: anderen Text wählen.</translation>
        </message>
        <message>
            <source>A comparison is running.</source>
            <translation>Ein Vergleich läuft.</translation>
        </message>
        <message>
            <source>%1 against %2</source>
            <comment>job: candidates, baseline</comment>
            <translation>%1 gegen %2</translation>
        </message>
        <message numerus="yes">
            <source>%n candidate(s)</source>
            <translation>
                <numerusform>%n Kandidat</numerusform>
                <numerusform>%n Kandidaten</numerusform>
            </translation>
        </message>
        <message>
            <source>The baseline cannot be read: %1</source>
            <translation>Der Bezug lässt sich nicht lesen: %1</translation>
        </message>
        <message>
            <source>No candidate has the vocabulary of %1: choose the model that they were made from.</source>
            <translation>Kein Kandidat hat das Vokabular von %1: wählen Sie das Modell, aus dem sie gemacht wurden.</translation>
        </message>
        <message>
            <source>Not made from this baseline: %1. The figures will say how far apart the models are, not what quantization cost.</source>
            <translation>Nicht aus diesem Bezug gemacht: %1. Die Zahlen werden sagen, wie weit die Modelle auseinanderliegen, nicht, was die Quantisierung kostete.</translation>
        </message>
    </context>
    <context>
        <name>EvaluateSetup</name>
        <message>
            <source>Baseline</source>
            <translation>Bezug</translation>
        </message>
        <message>
            <source>Baseline model file</source>
            <translation>Modelldatei des Bezugs</translation>
        </message>
        <message>
            <source>Models (*.gguf)</source>
            <translation>Modelle (*.gguf)</translation>
        </message>
        <message>
            <source>Text</source>
            <comment>input of an evaluation</comment>
            <translation>Text</translation>
        </message>
        <message>
            <source>Text file to evaluate over</source>
            <translation>Textdatei zur Auswertung</translation>
        </message>
        <message>
            <source>Text (*.txt *.md *.raw);;All files (*)</source>
            <translation>Text (*.txt *.md *.raw);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>plain text the models have not been trained on</source>
            <translation>Klartext, mit dem die Modelle nicht trainiert wurden</translation>
        </message>
        <message>
            <source>Window, tokens</source>
            <translation>Fenster, Token</translation>
        </message>
        <message>
            <source>Window length in tokens</source>
            <translation>Fensterlänge in Token</translation>
        </message>
        <message>
            <source>The text is cut into windows of this length; the second half of each is scored.</source>
            <translation>Der Text wird in Fenster dieser Länge geteilt; jeweils die zweite Hälfte zählt.</translation>
        </message>
        <message>
            <source>Windows at most</source>
            <translation>Fenster höchstens</translation>
        </message>
        <message>
            <source>all</source>
            <comment>windows</comment>
            <translation>alle</translation>
        </message>
        <message>
            <source>Compare</source>
            <comment>button</comment>
            <translation>Vergleichen</translation>
        </message>
        <message>
            <source>Compare the checked candidates with the baseline</source>
            <translation>Angekreuzte Kandidaten mit dem Bezug vergleichen</translation>
        </message>
        <message>
            <source>Add file</source>
            <translation>Datei hinzufügen</translation>
        </message>
        <message>
            <source>Add a model file to the candidates</source>
            <translation>Modelldatei zu den Kandidaten hinzufügen</translation>
        </message>
        <message>
            <source>Candidates</source>
            <translation>Kandidaten</translation>
        </message>
        <message>
            <source>No candidates yet</source>
            <translation>Noch keine Kandidaten</translation>
        </message>
        <message>
            <source>Presets that were made in this project appear here.</source>
            <translation>Hier erscheinen die in diesem Projekt erzeugten Voreinstellungen.</translation>
        </message>
    </context>
    <context>
        <name>FigureExport</name>
        <message>
            <source>Export as %1…</source>
            <translation>Als %1 ausgeben …</translation>
        </message>
        <message>
            <source>Export figure</source>
            <translation>Abbildung ausgeben</translation>
        </message>
    </context>
    <context>
        <name>FilePicker</name>
        <message>
            <source>Choose…</source>
            <translation>Wählen…</translation>
        </message>
        <message>
            <source>Choose %1</source>
            <translation>%1 wählen</translation>
        </message>
    </context>
    <context>
        <name>FitMap</name>
        <message>
            <source>What fits</source>
            <translation>Was passt</translation>
        </message>
        <message>
            <source>drag the cross; the tightest card decides</source>
            <translation>Kreuz ziehen; die engste Karte entscheidet</translation>
        </message>
        <message>
            <source>fits</source>
            <translation>passt</translation>
        </message>
        <message>
            <source>does not fit</source>
            <translation>passt nicht</translation>
        </message>
        <message>
            <source>as it is</source>
            <translation>wie sie ist</translation>
        </message>
        <message>
            <source>context per request, tokens (log)</source>
            <translation>Kontext je Anfrage, Token (log)</translation>
        </message>
        <message>
            <source>concurrent requests (log)</source>
            <translation>gleichzeitige Anfragen (log)</translation>
        </message>
        <message>
            <source>everything on this map fits</source>
            <translation>alles auf dieser Karte passt</translation>
        </message>
        <message>
            <source>context per request</source>
            <translation>Kontext je Anfrage</translation>
        </message>
        <message>
            <source>tokens</source>
            <translation>Token</translation>
        </message>
        <message>
            <source>at most</source>
            <comment>before a number of requests</comment>
            <translation>höchstens</translation>
        </message>
        <message>
            <source>requests</source>
            <translation>Anfragen</translation>
        </message>
        <message>
            <source>trained context</source>
            <translation>trainierter Kontext</translation>
        </message>
    </context>
    <context>
        <name>FrontierMap</name>
        <message>
            <source>fits</source>
            <translation>passt</translation>
        </message>
        <message>
            <source>does not fit</source>
            <translation>passt nicht</translation>
        </message>
        <message>
            <source>frontier</source>
            <translation>Grenze</translation>
        </message>
        <message>
            <source>operating point</source>
            <translation>Arbeitspunkt</translation>
        </message>
    </context>
    <context>
        <name>Gauge</name>
        <message>
            <source>50–70 %</source>
            <translation>50–70 %</translation>
        </message>
        <message>
            <source>Gauge</source>
            <translation>Anzeige</translation>
        </message>
    </context>
    <context>
        <name>Glyph</name>
        <message>
            <source>pass</source>
            <translation>bestanden</translation>
        </message>
        <message>
            <source>tight</source>
            <translation>knapp</translation>
        </message>
        <message>
            <source>fail</source>
            <translation>durchgefallen</translation>
        </message>
        <message>
            <source>inconclusive</source>
            <translation>unentschieden</translation>
        </message>
        <message>
            <source>invalid</source>
            <translation>ungültig</translation>
        </message>
        <message>
            <source>stale</source>
            <translation>veraltet</translation>
        </message>
    </context>
    <context>
        <name>HardwarePane</name>
        <message>
            <source>Hardware</source>
            <translation>Hardware</translation>
        </message>
        <message>
            <source>This machine</source>
            <translation>Dieser Rechner</translation>
        </message>
        <message>
            <source>Measure bandwidth</source>
            <translation>Bandbreite messen</translation>
        </message>
        <message>
            <source>Reads and copies a buffer well above the last cache, for about two seconds</source>
            <translation>Liest und kopiert etwa zwei Sekunden lang einen Puffer weit über dem letzten Cache</translation>
        </message>
        <message>
            <source>Design against this machine</source>
            <translation>Entwurf gegen diesen Rechner</translation>
        </message>
        <message>
            <source>GPU from the catalogue</source>
            <translation>GPU aus dem Katalog</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>Hinzufügen</translation>
        </message>
        <message>
            <source>Add the GPU to the design</source>
            <translation>GPU zum Entwurf hinzufügen</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Removes the selected card, or the last one</source>
            <translation>Entfernt die gewählte oder die letzte Karte</translation>
        </message>
        <message>
            <source>Topology</source>
            <translation>Topologie</translation>
        </message>
        <message>
            <source>line thickness is lane count</source>
            <translation>Linienbreite ist die Zahl der Lanes</translation>
        </message>
        <message>
            <source>Carries</source>
            <translation>Trägt</translation>
        </message>
        <message numerus="yes">
            <source>VRAM on %n card(s)</source>
            <translation>
                <numerusform>VRAM auf %n Karte</numerusform>
                <numerusform>VRAM auf %n Karten</numerusform>
            </translation>
        </message>
        <message>
            <source>memory bandwidth of the slowest card</source>
            <translation>Speicherbandbreite der langsamsten Karte</translation>
        </message>
        <message>
            <source>memory bandwidth per card</source>
            <translation>Speicherbandbreite je Karte</translation>
        </message>
        <message>
            <source>power supply load, sustained; 50–70 % is comfortable</source>
            <translation>Netzteillast auf Dauer; 50–70 % sind bequem</translation>
        </message>
        <message>
            <source>being read</source>
            <translation>wird gelesen</translation>
        </message>
        <message>
            <source>detected %1</source>
            <translation>erkannt um %1</translation>
        </message>
        <message>
            <source>designed</source>
            <translation>entworfen</translation>
        </message>
        <message>
            <source>In the cards, length is capacity and thickness is bandwidth</source>
            <translation>In den Karten ist Länge Größe und Dicke Bandbreite</translation>
        </message>
    </context>
    <context>
        <name>HeatGrid</name>
        <message>
            <source>Heat map</source>
            <translation>Heatmap</translation>
        </message>
        <message>
            <source>not yet measured</source>
            <translation>noch nicht gemessen</translation>
        </message>
        <message>
            <source>Copy figures</source>
            <translation>Werte kopieren</translation>
        </message>
        <message>
            <source>Copy image</source>
            <translation>Bild kopieren</translation>
        </message>
    </context>
    <context>
        <name>Histogram</name>
        <message>
            <source>from</source>
            <translation>von</translation>
        </message>
        <message>
            <source>to</source>
            <translation>bis</translation>
        </message>
        <message>
            <source>height</source>
            <translation>Höhe</translation>
        </message>
        <message>
            <source>level</source>
            <translation>Stufe</translation>
        </message>
    </context>
    <context>
        <name>HistogramView</name>
        <message>
            <source>Weights</source>
            <translation>Gewichte</translation>
        </message>
        <message>
            <source>and the levels of the format</source>
            <translation>und die Stufen des Formats</translation>
        </message>
        <message>
            <source>Select a tensor in the heat map or in the table</source>
            <translation>Einen Tensor in der Heatmap oder Tabelle wählen</translation>
        </message>
        <message>
            <source>weights</source>
            <translation>Gewichte</translation>
        </message>
        <message>
            <source>weights and the %1 grid</source>
            <translation>Gewichte und das %1-Raster</translation>
        </message>
        <message>
            <source>%1 values</source>
            <translation>%1 Werte</translation>
        </message>
        <message>
            <source>%1 of %2 values</source>
            <translation>%1 von %2 Werten</translation>
        </message>
        <message>
            <source>weight</source>
            <translation>Gewicht</translation>
        </message>
        <message>
            <source>weight × 10%1</source>
            <translation>Gewicht × 10%1</translation>
        </message>
        <message>
            <source>share of weights, %</source>
            <translation>Anteil der Gewichte, %</translation>
        </message>
        <message>
            <source>%1 levels</source>
            <translation>%1 Stufen</translation>
        </message>
        <message>
            <source>median block drawn</source>
            <comment>levels of</comment>
            <translation>mittlerer Block gezeichnet</translation>
        </message>
        <message>
            <source>step %1</source>
            <translation>Schritt %1</translation>
        </message>
        <message>
            <source>%1 outside</source>
            <translation>%1 außerhalb</translation>
        </message>
        <message>
            <source>Distribution of the weights of %1, standard deviation %2, kurtosis %3; %4 levels of %5.</source>
            <translation>Verteilung der Gewichte von %1, Standardabweichung %2, Kurtosis %3; %4 Stufen von %5.</translation>
        </message>
        <message>
            <source>share of weights</source>
            <translation>Anteil der Gewichte</translation>
        </message>
    </context>
    <context>
        <name>InspectorPanel</name>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Inspector</source>
            <translation>Inspektor</translation>
        </message>
        <message>
            <source>Nothing selected. Click a number, a row or a mark in a chart to see where it comes from.</source>
            <translation>Nichts gewählt. Ein Klick auf eine Zahl, eine Zeile oder eine Marke zeigt, woher sie kommt.</translation>
        </message>
        <message>
            <source>Formula</source>
            <translation>Formel</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>Quelle</translation>
        </message>
    </context>
    <context>
        <name>IntervalChart</name>
        <message>
            <source>category</source>
            <translation>Kategorie</translation>
        </message>
        <message>
            <source>series</source>
            <translation>Reihe</translation>
        </message>
        <message>
            <source>value</source>
            <translation>Wert</translation>
        </message>
        <message>
            <source>low</source>
            <translation>unten</translation>
        </message>
        <message>
            <source>high</source>
            <translation>oben</translation>
        </message>
    </context>
    <context>
        <name>JobTray</name>
        <message>
            <source>Hide the job queue</source>
            <translation>Auftragsliste verbergen</translation>
        </message>
        <message>
            <source>Show the job queue</source>
            <translation>Auftragsliste zeigen</translation>
        </message>
        <message>
            <source>Jobs %1</source>
            <translation>Aufträge %1</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>Aufträge</translation>
        </message>
        <message>
            <source>none running</source>
            <translation>keiner läuft</translation>
        </message>
        <message>
            <source>%1/%2</source>
            <translation>%1/%2</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>angehalten</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Fortsetzen</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Cancelling</source>
            <translation>wird abgebrochen</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
    </context>
    <context>
        <name>JobsModel</name>
        <message>
            <source>%1 of %2</source>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>Auftrag</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Stage</source>
            <translation>Schritt</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>Remaining</source>
            <translation>Verbleibend</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>Meldung</translation>
        </message>
    </context>
    <context>
        <name>JobsView</name>
        <message>
            <source>Cancel job</source>
            <translation>Auftrag abbrechen</translation>
        </message>
        <message>
            <source>Clear finished</source>
            <translation>Fertige entfernen</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>Aufträge</translation>
        </message>
        <message>
            <source>No jobs yet</source>
            <translation>Noch keine Aufträge</translation>
        </message>
        <message>
            <source>Quantizing, evaluating and measuring run here, one after the other.</source>
            <translation>Quantisieren, Auswerten und Messen laufen hier nacheinander.</translation>
        </message>
        <message>
            <source>Run again</source>
            <translation>Erneut ausführen</translation>
        </message>
        <message>
            <source>What the job had finished is used again where it can be.</source>
            <translation>Was der Auftrag schon fertig hatte, wird nach Möglichkeit weiterverwendet.</translation>
        </message>
        <message>
            <source>This session</source>
            <comment>jobs of it</comment>
            <translation>Diese Sitzung</translation>
        </message>
        <message>
            <source>All runs</source>
            <comment>of the project</comment>
            <translation>Alle Läufe</translation>
        </message>
        <message>
            <source>Jobs of this session or all runs of the project</source>
            <translation>Aufträge dieser Sitzung oder alle Läufe des Projekts</translation>
        </message>
        <message>
            <source>Copy as command</source>
            <translation>Als Befehl kopieren</translation>
        </message>
    </context>
    <context>
        <name>LabeledSlider</name>
        <message>
            <source>Double-click to type a value</source>
            <translation>Doppelklick, um einen Wert einzugeben</translation>
        </message>
    </context>
    <context>
        <name>LineChart</name>
        <message>
            <source>series</source>
            <translation>Reihe</translation>
        </message>
        <message>
            <source>low</source>
            <translation>unten</translation>
        </message>
        <message>
            <source>high</source>
            <translation>oben</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>One file at a time, please</source>
            <translation>Bitte nur eine Datei auf einmal</translation>
        </message>
        <message>
            <source>Open %1 as the model</source>
            <translation>%1 als Modell öffnen</translation>
        </message>
        <message>
            <source>Open the project %1</source>
            <translation>Projekt %1 öffnen</translation>
        </message>
        <message>
            <source>&amp;Recent projects</source>
            <translation>&amp;Zuletzt geöffnet</translation>
        </message>
        <message>
            <source>Lan&amp;guage</source>
            <translation>&amp;Sprache</translation>
        </message>
        <message>
            <source>Inspector</source>
            <translation>Inspektor</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>Aufträge</translation>
        </message>
        <message>
            <source>Panes</source>
            <translation>Bereiche</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>&amp;Rückgängig</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>&amp;Wiederholen</translation>
        </message>
        <message>
            <source>unnamed project</source>
            <translation>unbenanntes Projekt</translation>
        </message>
        <message>
            <source>Machine not inspected yet</source>
            <translation>Rechner noch nicht untersucht</translation>
        </message>
        <message>
            <source>%1, %2 free</source>
            <translation>%1, %2 frei</translation>
        </message>
        <message>
            <source>no GPU</source>
            <translation>keine GPU</translation>
        </message>
        <message>
            <source>RAM %1 of %2 free</source>
            <translation>RAM %1 von %2 frei</translation>
        </message>
        <message>
            <source>This machine: %1</source>
            <translation>Dieser Rechner: %1</translation>
        </message>
        <message>
            <source>None yet</source>
            <translation>Noch keine</translation>
        </message>
        <message>
            <source>&amp;Clear the list</source>
            <translation>Liste &amp;leeren</translation>
        </message>
        <message>
            <source>Pane</source>
            <translation>Bereich</translation>
        </message>
        <message>
            <source>A job is running. Stop it and quit?</source>
            <translation>Ein Auftrag läuft. Abbrechen und beenden?</translation>
        </message>
        <message>
            <source>What it has finished is kept; nothing half-written stays behind.</source>
            <translation>Was fertig ist, bleibt; nichts Halbes bleibt zurück.</translation>
        </message>
        <message>
            <source>Stop and quit</source>
            <translation>Abbrechen und beenden</translation>
        </message>
        <message>
            <source>%1 is neither a model (GGUF, safetensors) nor a Headroom project</source>
            <translation>%1 ist weder ein Modell (GGUF, safetensors) noch ein Headroom-Projekt</translation>
        </message>
        <message>
            <source>Escape ends the presentation, Ctrl+1 to Ctrl+4 change the pane.</source>
            <translation>Esc beendet die Vorführung, Strg+1 bis Strg+4 wechseln die Ansicht.</translation>
        </message>
        <message>
            <source>%1 (read-only)</source>
            <comment>project</comment>
            <translation>%1 (nur lesen)</translation>
        </message>
        <message>
            <source>%1: not found, locate…</source>
            <translation>%1: nicht gefunden, suchen…</translation>
        </message>
        <message>
            <source>%1 (file gone)</source>
            <comment>project</comment>
            <translation>%1 (Datei weg)</translation>
        </message>
        <message>
            <source>%1 was moved, renamed or deleted. Save the project under a name?</source>
            <translation>%1 wurde verschoben, umbenannt oder gelöscht. Projekt unter einem Namen speichern?</translation>
        </message>
        <message>
            <source>What was done since then may be nowhere but in this window.</source>
            <translation>Was seitdem getan wurde, ist vielleicht nur noch in diesem Fenster.</translation>
        </message>
        <message>
            <source>Save what you changed in this window?</source>
            <translation>Die Änderungen dieses Fensters speichern?</translation>
        </message>
        <message>
            <source>%1 was open in another window first; your changes are not in it.</source>
            <translation>%1 war zuerst in einem anderen Fenster offen; die Änderungen von hier sind nicht darin.</translation>
        </message>
        <message>
            <source>%1 (overwritten)</source>
            <comment>project</comment>
            <translation>%1 (überschrieben)</translation>
        </message>
        <message>
            <source>Another program has overwritten %1. Write into it what you changed?</source>
            <translation>Ein anderes Programm hat %1 überschrieben. Ihre Änderungen hineinschreiben?</translation>
        </message>
        <message>
            <source>Your plan and what you set are nowhere but in this window.</source>
            <translation>Ihr Plan und Ihre Einstellungen stehen nur noch in diesem Fenster.</translation>
        </message>
    </context>
    <context>
        <name>MemoryModel</name>
        <message>
            <source>Compute</source>
            <comment>buffers, in a narrow column</comment>
            <translation>Rechnen</translation>
        </message>
    </context>
    <context>
        <name>MemoryView</name>
        <message>
            <source>Memory</source>
            <translation>Speicher</translation>
        </message>
        <message>
            <source>GiB per device</source>
            <translation>GiB je Gerät</translation>
        </message>
        <message>
            <source>Memory by device</source>
            <translation>Speicher nach Gerät</translation>
        </message>
    </context>
    <context>
        <name>ModelExplorer</name>
        <message>
            <source>Filter %1 tensors</source>
            <translation>%1 Tensoren filtern</translation>
        </message>
        <message>
            <source>Tensors of the model</source>
            <translation>Tensoren des Modells</translation>
        </message>
        <message>
            <source>Tensors</source>
            <translation>Tensoren</translation>
        </message>
        <message>
            <source>Two words, 3 numbers: 2026.</source>
            <translation>Zwei Wörter, 3 Zahlen: 2026.</translation>
        </message>
        <message>
            <source>Text to cut into tokens</source>
            <translation>Text, der in Token zerlegt wird</translation>
        </message>
        <message>
            <source>As a chat message</source>
            <translation>Als Chat-Nachricht</translation>
        </message>
        <message>
            <source>Through the chat template of the model, as one message of a user.</source>
            <translation>Durch die Chat-Vorlage des Modells, als eine Nachricht eines Nutzers.</translation>
        </message>
        <message>
            <source>Try a text</source>
            <translation>Einen Text ausprobieren</translation>
        </message>
        <message>
            <source>Tokens: %1</source>
            <translation>Token: %1</translation>
        </message>
    </context>
    <context>
        <name>ModelWords</name>
        <message>
            <source>Shape</source>
            <translation>Gestalt</translation>
        </message>
        <message>
            <source>Architecture</source>
            <translation>Architektur</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>Parameter</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>Schichten</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>Breite</translation>
        </message>
        <message>
            <source>Heads, of these KV</source>
            <translation>Köpfe, davon KV</translation>
        </message>
        <message>
            <source>Experts, used</source>
            <translation>Experten, benutzt</translation>
        </message>
        <message>
            <source>Trained context</source>
            <translation>Trainierter Kontext</translation>
        </message>
        <message>
            <source>Tensors by type</source>
            <translation>Tensoren nach Typ</translation>
        </message>
        <message>
            <source>Tokenizer</source>
            <translation>Tokenizer</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Art</translation>
        </message>
        <message>
            <source>Vocabulary</source>
            <translation>Vokabular</translation>
        </message>
        <message>
            <source>Splits text as</source>
            <translation>Zerlegt Text wie</translation>
        </message>
        <message>
            <source>Begin</source>
            <translation>Anfang</translation>
        </message>
        <message>
            <source>End</source>
            <translation>Ende</translation>
        </message>
        <message>
            <source>Adds begin</source>
            <translation>Setzt Anfang</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>ja</translation>
        </message>
        <message>
            <source>no</source>
            <translation>nein</translation>
        </message>
        <message>
            <source>Model · %1</source>
            <translation>Modell · %1</translation>
        </message>
        <message>
            <source>%1 bytes, %2 bits/w</source>
            <translation>%1 Bytes, %2 Bit/Gew.</translation>
        </message>
        <message>
            <source>Chat template</source>
            <translation>Chat-Vorlage</translation>
        </message>
        <message>
            <source>None in the file: prompts go in as plain text.</source>
            <translation>Keine in der Datei: Eingaben gehen als reiner Text hinein.</translation>
        </message>
        <message>
            <source>(%1 characters)</source>
            <translation>(%1 Zeichen)</translation>
        </message>
        <message>
            <source>Vocabulary · %1</source>
            <translation>Vokabular · %1</translation>
        </message>
        <message>
            <source>tokens; the file holds no weights</source>
            <translation>Token; die Datei enthält keine Gewichte</translation>
        </message>
        <message>
            <source>Beside the text model</source>
            <translation>Neben dem Textmodell</translation>
        </message>
    </context>
    <context>
        <name>OutlierChart</name>
        <message>
            <source>No calibration chosen</source>
            <translation>Keine Kalibrierung gewählt</translation>
        </message>
        <message>
            <source>Largest channels by layer</source>
            <translation>Größte Kanäle je Schicht</translation>
        </message>
        <message>
            <source>input&apos;s root mean square ÷ median channel, log; outliers named</source>
            <translation>Effektivwert der Eingabe ÷ Median der Kanäle, log.; Ausreißer benannt</translation>
        </message>
        <message>
            <source>%1 channel %2</source>
            <comment>tensor class</comment>
            <translation>%1 Kanal %2</translation>
        </message>
        <message>
            <source>layer</source>
            <translation>Schicht</translation>
        </message>
        <message>
            <source>outlier: 8 × median</source>
            <translation>Ausreißer: 8 × Median</translation>
        </message>
        <message>
            <source>Outlier channels: %1</source>
            <comment>how many</comment>
            <translation>Ausreißerkanäle: %1</translation>
        </message>
        <message>
            <source>root mean square</source>
            <translation>quadratisches Mittel</translation>
        </message>
        <message>
            <source>× median channel</source>
            <translation>× Median der Kanäle</translation>
        </message>
    </context>
    <context>
        <name>OverridesModel</name>
        <message>
            <source>No tensor has its type from this: none matches, or one above it matches first.</source>
            <translation>Kein Tensor hat seinen Typ hiervon: keiner passt, oder eine Vorgabe darüber passt zuerst.</translation>
        </message>
        <message>
            <source>Tensors that match</source>
            <comment>column</comment>
            <translation>Passende Tensoren</translation>
        </message>
        <message>
            <source>Type</source>
            <comment>column</comment>
            <translation>Typ</translation>
        </message>
        <message>
            <source>Count</source>
            <comment>column: of tensors</comment>
            <translation>Anzahl</translation>
        </message>
        <message>
            <source>Regular expression, searched in the tensor's name; the first that matches decides</source>
            <translation>Regulärer Ausdruck, im Namen des Tensors gesucht; der erste passende entscheidet</translation>
        </message>
    </context>
    <context>
        <name>OverridesView</name>
        <message>
            <source>The first that matches a tensor's name decides. A click on a cell adds one, too.</source>
            <translation>Die erste, die zum Namen passt, entscheidet. Auch ein Klick auf ein Feld fügt eine hinzu.</translation>
        </message>
        <message>
            <source>Matches %1 of %2 tensors</source>
            <translation>Passt auf %1 von %2 Tensoren</translation>
        </message>
        <message>
            <source>Regular expression, e.g. %1</source>
            <translation>Regulärer Ausdruck, z. B. %1</translation>
        </message>
        <message>
            <source>Tensors whose type is to be set, as a regular expression</source>
            <translation>Tensoren, deren Typ gesetzt wird, als regulärer Ausdruck</translation>
        </message>
        <message>
            <source>Type for the tensors that match</source>
            <translation>Typ für die passenden Tensoren</translation>
        </message>
        <message>
            <source>Add</source>
            <comment>an override</comment>
            <translation>Hinzufügen</translation>
        </message>
        <message>
            <source>Remove</source>
            <comment>an override</comment>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Remove all</source>
            <comment>overrides</comment>
            <translation>Alle entfernen</translation>
        </message>
        <message>
            <source>Overrides of the preset</source>
            <translation>Vorgaben zur Voreinstellung</translation>
        </message>
        <message>
            <source>No overrides</source>
            <translation>Keine Vorgaben</translation>
        </message>
        <message>
            <source>Every tensor has the type that the preset gives it.</source>
            <translation>Jeder Tensor hat den Typ, den die Voreinstellung ihm gibt.</translation>
        </message>
        <message>
            <source>A name has at most 64 letters, digits and . - _ +, for it becomes part of file names.</source>
            <translation>Ein Name hat höchstens 64 Buchstaben, Ziffern und . - _ +, denn er wird Teil von Dateinamen.</translation>
        </message>
        <message>
            <source>There is a preset of this name already: choose another.</source>
            <translation>Eine Voreinstellung dieses Namens gibt es schon: einen anderen wählen.</translation>
        </message>
        <message>
            <source>%1 is the first in the list of presets.</source>
            <translation>%1 steht als erste in der Liste der Voreinstellungen.</translation>
        </message>
        <message>
            <source>Add a preset from a file</source>
            <translation>Voreinstellung aus Datei hinzufügen</translation>
        </message>
        <message>
            <source>Preset (*.json)</source>
            <translation>Voreinstellung (*.json)</translation>
        </message>
        <message>
            <source>Save the preset as a file</source>
            <translation>Voreinstellung als Datei speichern</translation>
        </message>
        <message>
            <source>%1 was saved.</source>
            <translation>%1 wurde gespeichert.</translation>
        </message>
        <message>
            <source>Name of an own preset</source>
            <translation>Name einer eigenen Voreinstellung</translation>
        </message>
        <message>
            <source>Name for a copy of this preset with its overrides</source>
            <translation>Name für eine Kopie dieser Voreinstellung mit ihren Vorgaben</translation>
        </message>
        <message>
            <source>Keep as preset</source>
            <translation>Behalten</translation>
        </message>
        <message>
            <source>Keep this preset with its overrides under the name</source>
            <translation>Diese Voreinstellung mit ihren Vorgaben unter dem Namen behalten</translation>
        </message>
        <message>
            <source>Files</source>
            <comment>of presets</comment>
            <translation>Dateien</translation>
        </message>
        <message>
            <source>Preset files, and deleting an own preset</source>
            <translation>Voreinstellungsdateien und Löschen einer eigenen Voreinstellung</translation>
        </message>
        <message>
            <source>Add a preset from a file…</source>
            <translation>Voreinstellung aus Datei hinzufügen…</translation>
        </message>
        <message>
            <source>Save this preset as a file…</source>
            <translation>Diese Voreinstellung als Datei speichern…</translation>
        </message>
        <message>
            <source>Delete this own preset</source>
            <translation>Diese eigene Voreinstellung löschen</translation>
        </message>
        <message>
            <source>A folder stores every matrix as its preset says: choose a preset of files here.</source>
            <translation>Ein Ordner speichert jede Matrix, wie seine Voreinstellung sagt: hier eine Voreinstellung für Dateien wählen.</translation>
        </message>
    </context>
    <context>
        <name>Panes</name>
        <message>
            <source>Start</source>
            <translation>Start</translation>
        </message>
        <message>
            <source>Hardware</source>
            <translation>Hardware</translation>
        </message>
        <message>
            <source>Capacity</source>
            <translation>Kapazität</translation>
        </message>
        <message>
            <source>Quantize</source>
            <translation>Quantisieren</translation>
        </message>
        <message>
            <source>Evaluate</source>
            <translation>Auswerten</translation>
        </message>
    </context>
    <context>
        <name>PlanComparison</name>
        <message>
            <source>Plans</source>
            <translation>Pläne</translation>
        </message>
        <message>
            <source>differences from the first; a click makes a plan the current one</source>
            <translation>Abweichungen vom ersten; ein Klick macht einen Plan zum aktuellen</translation>
        </message>
        <message>
            <source>Pin this plan</source>
            <translation>Plan anheften</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Warum</translation>
        </message>
        <message>
            <source>Pinned plans</source>
            <translation>Angeheftete Pläne</translation>
        </message>
        <message>
            <source>No plans pinned</source>
            <translation>Keine Pläne angeheftet</translation>
        </message>
        <message>
            <source>Pin this one, change something, and compare the two.</source>
            <translation>Diesen anheften, etwas ändern und beide vergleichen.</translation>
        </message>
        <message>
            <source>change to plan %1</source>
            <translation>Wechsel zu Plan %1</translation>
        </message>
    </context>
    <context>
        <name>PlanControls</name>
        <message>
            <source>change of preset</source>
            <translation>Wechsel der Voreinstellung</translation>
        </message>
        <message>
            <source>change of context to %1</source>
            <translation>Kontext auf %1 ändern</translation>
        </message>
        <message numerus="yes">
            <source>change to %n request(s)</source>
            <translation>
                <numerusform>Änderung auf %n Anfrage</numerusform>
                <numerusform>Änderung auf %n Anfragen</numerusform>
            </translation>
        </message>
        <message>
            <source>change of cache type to %1</source>
            <translation>Wechsel des Cache-Typs zu %1</translation>
        </message>
        <message>
            <source>move of the operating point</source>
            <translation>Verschieben des Arbeitspunkts</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <source>Preset</source>
            <translation>Voreinstellung</translation>
        </message>
        <message>
            <source>Context per request, tokens</source>
            <translation>Kontext je Anfrage, Token</translation>
        </message>
        <message>
            <source>Concurrent requests</source>
            <translation>Gleichzeitige Anfragen</translation>
        </message>
        <message>
            <source>KV cache type</source>
            <translation>Typ des KV-Caches</translation>
        </message>
        <message>
            <source>catalogue</source>
            <translation>Katalog</translation>
        </message>
        <message>
            <source>as it is</source>
            <translation>wie sie ist</translation>
        </message>
        <message>
            <source>%1, %2 bits/w</source>
            <translation>%1, %2 Bit/Gew.</translation>
        </message>
        <message>
            <source>weights %1, %2 bits/w</source>
            <translation>Gewichte %1, %2 Bit/Gew.</translation>
        </message>
    </context>
    <context>
        <name>PlansModel</name>
        <message>
            <source>as it is</source>
            <translation>wie sie ist</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>Plan</translation>
        </message>
        <message>
            <source>Weights, GiB</source>
            <translation>Gewichte, GiB</translation>
        </message>
        <message>
            <source>KV, GiB</source>
            <translation>KV, GiB</translation>
        </message>
        <message>
            <source>Decode, tok/s</source>
            <translation>Dekodieren, Tok/s</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>Urteil</translation>
        </message>
        <message>
            <source>Free memory of the tightest device</source>
            <translation>Freier Speicher des engsten Geräts</translation>
        </message>
        <message>
            <source>Decode ceiling, all requests together</source>
            <translation>Obergrenze beim Dekodieren, alle Anfragen zusammen</translation>
        </message>
        <message>
            <source>Longest context of each request that still fits</source>
            <translation>Längster Kontext je Anfrage, der noch passt</translation>
        </message>
        <message>
            <source>Free, GiB</source>
            <translation>Frei, GiB</translation>
        </message>
        <message>
            <source>Longest, tokens</source>
            <translation>Längster, Token</translation>
        </message>
    </context>
    <context>
        <name>PowerView</name>
        <message>
            <source>Power supply</source>
            <translation>Netzteil</translation>
        </message>
        <message>
            <source>Circuit</source>
            <translation>Stromkreis</translation>
        </message>
        <message>
            <source>Advice</source>
            <translation>Rat</translation>
        </message>
        <message>
            <source>% of %1, whisker is the spike</source>
            <translation>% von %1, Strich ist die Spitze</translation>
        </message>
        <message>
            <source>none chosen</source>
            <translation>keines gewählt</translation>
        </message>
        <message>
            <source>sustained, %1 of the rating</source>
            <translation>auf Dauer, %1</translation>
        </message>
        <message>
            <source>sustained</source>
            <translation>auf Dauer</translation>
        </message>
        <message>
            <source>worst spike</source>
            <translation>größte Spitze</translation>
        </message>
        <message>
            <source>%1 at the wall</source>
            <translation>%1 an der Steckdose</translation>
        </message>
        <message>
            <source>Use it</source>
            <comment>the advised power supply</comment>
            <translation>Nehmen</translation>
        </message>
        <message>
            <source>Use %1</source>
            <translation>%1 nehmen</translation>
        </message>
        <message>
            <source>%1 would run at %2.</source>
            <translation>%1 liefe bei %2.</translation>
        </message>
        <message>
            <source>rating not known</source>
            <translation>Nennleistung unbekannt</translation>
        </message>
        <message>
            <source>comes with the machine</source>
            <translation>gehört zur Maschine</translation>
        </message>
    </context>
    <context>
        <name>PresetList</name>
        <message>
            <source>Presets</source>
            <comment>section</comment>
            <translation>Voreinstellungen</translation>
        </message>
        <message>
            <source>GGUF files</source>
            <comment>presets</comment>
            <translation>GGUF-Dateien</translation>
        </message>
        <message>
            <source>One file, for llama.cpp and what is built on it.</source>
            <translation>Eine Datei, für llama.cpp und was darauf aufbaut.</translation>
        </message>
        <message>
            <source>Folders for vLLM and others</source>
            <comment>presets</comment>
            <translation>Ordner für vLLM und andere</translation>
        </message>
        <message>
            <source>A Hugging Face folder with safetensors, for vLLM, SGLang, Transformers and other engines.</source>
            <translation>Ein Hugging-Face-Ordner mit safetensors, für vLLM, SGLang, Transformers und andere Laufzeiten.</translation>
        </message>
        <message>
            <source>Presets with their sizes and states</source>
            <translation>Voreinstellungen mit Größen und Zuständen</translation>
        </message>
    </context>
    <context>
        <name>PresetsModel</name>
        <message>
            <source>failed</source>
            <comment>state of a preset</comment>
            <translation>fehlgeschlagen</translation>
        </message>
        <message>
            <source>not possible</source>
            <comment>state of a preset</comment>
            <translation>nicht möglich</translation>
        </message>
        <message>
            <source>not run</source>
            <comment>state of a preset</comment>
            <translation>nicht gelaufen</translation>
        </message>
        <message>
            <source>file exists</source>
            <comment>state of a preset</comment>
            <translation>Datei vorhanden</translation>
        </message>
        <message>
            <source>queued</source>
            <comment>state of a preset</comment>
            <translation>wartet</translation>
        </message>
        <message>
            <source>paused</source>
            <comment>state of a preset</comment>
            <translation>angehalten</translation>
        </message>
        <message>
            <source>done</source>
            <comment>state of a preset</comment>
            <translation>fertig</translation>
        </message>
        <message>
            <source>Size of the file, header, manifest and padding included; the run writes exactly this many.</source>
            <translation>Dateigröße mit Kopf, Manifest und Füllbytes; der Lauf schreibt genau so viele.</translation>
        </message>
        <message>
            <source>8 × bytes of all tensors ÷ number of weights, computed.</source>
            <translation>8 × Bytes aller Tensoren ÷ Zahl der Gewichte, berechnet.</translation>
        </message>
        <message>
            <source>Preset</source>
            <comment>column</comment>
            <translation>Voreinstellung</translation>
        </message>
        <message>
            <source>Size, %1</source>
            <translation>Größe, %1</translation>
        </message>
        <message>
            <source>Exact bytes</source>
            <translation>Exakte Bytes</translation>
        </message>
        <message>
            <source>Bits/w</source>
            <comment>column: bits per weight</comment>
            <translation>Bit/Gew.</translation>
        </message>
        <message>
            <source>State</source>
            <comment>column</comment>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>interrupted</source>
            <comment>state of a preset</comment>
            <translation>unterbrochen</translation>
        </message>
        <message>
            <source>%1 over</source>
            <comment>GiB of memory beyond what there is</comment>
            <translation>%1 zu viel</translation>
        </message>
        <message>
            <source>%1 free</source>
            <comment>GiB of memory left</comment>
            <translation>%1 frei</translation>
        </message>
        <message>
            <source>The planner cannot say for this model and this rig.</source>
            <translation>Für dieses Modell und diesen Rechner kann die Planung nichts sagen.</translation>
        </message>
        <message>
            <source>%1 on %2: weights %3, KV cache %4, buffers %5, overhead %6; predicted</source>
            <translation>%1 auf %2: Gewichte %3, KV-Cache %4, Puffer %5, Grundlast %6; vorhergesagt</translation>
        </message>
        <message>
            <source>Memory left on the fullest device, predicted for %1. Rig and load are chosen in Hardware and Capacity.</source>
            <translation>Freier Speicher des vollsten Geräts, vorhergesagt für %1. Rechner und Last werden unter Hardware und Kapazität gewählt.</translation>
        </message>
        <message>
            <source>Fit, GiB</source>
            <comment>column: memory left</comment>
            <translation>Platz, GiB</translation>
        </message>
        <message>
            <source>Overrides: %1</source>
            <translation>Vorgaben: %1</translation>
        </message>
        <message>
            <source>folder exists</source>
            <comment>state of a preset</comment>
            <translation>Ordner vorhanden</translation>
        </message>
        <message>
            <source>Size of all files in the folder, manifest and tokenizer included; the run writes exactly this many.</source>
            <translation>Größe aller Dateien im Ordner, Manifest und Tokenizer eingeschlossen; der Lauf schreibt genau so viele.</translation>
        </message>
        <message>
            <source>%1 bytes exactly, %2. Computed from the tensor list before the run; the run writes just as many.</source>
            <translation>Genau %1 Bytes, %2. Vor dem Lauf aus der Tensorliste berechnet; der Lauf schreibt ebenso viele.</translation>
        </message>
    </context>
    <context>
        <name>Project</name>
        <message>
            <source>change of model to %1</source>
            <translation>Wechsel des Modells zu %1</translation>
        </message>
    </context>
    <context>
        <name>PropertyTable</name>
        <message>
            <source>Properties</source>
            <translation>Eigenschaften</translation>
        </message>
        <message>
            <source>Copy row</source>
            <translation>Zeile kopieren</translation>
        </message>
        <message>
            <source>Copy all</source>
            <translation>Alles kopieren</translation>
        </message>
    </context>
    <context>
        <name>QuantizeControls</name>
        <message>
            <source>Output folder</source>
            <translation>Zielordner</translation>
        </message>
        <message>
            <source>Replace existing files</source>
            <translation>Vorhandene Dateien ersetzen</translation>
        </message>
        <message>
            <source>Allow quantizing again</source>
            <translation>Erneutes Quantisieren erlauben</translation>
        </message>
        <message>
            <source>The source is quantized already: its errors add to the new ones. Prefer a file in F16, BF16 or F32.</source>
            <translation>Die Quelle ist schon quantisiert: ihre Fehler kommen hinzu. Besser eine Datei in F16, BF16 oder F32.</translation>
        </message>
        <message>
            <source>Start</source>
            <comment>quantizing</comment>
            <translation>Start</translation>
        </message>
        <message>
            <source>Start quantizing the checked presets</source>
            <translation>Quantisieren der angekreuzten Voreinstellungen starten</translation>
        </message>
        <message>
            <source>Resume %1</source>
            <comment>a preset</comment>
            <translation>%1 fortsetzen</translation>
        </message>
        <message>
            <source>Goes on from what is finished: %1</source>
            <translation>Macht bei dem weiter, was fertig ist: %1</translation>
        </message>
        <message numerus="yes">
            <source>Resume %n run(s)</source>
            <translation>
                <numerusform>%n Lauf fortsetzen</numerusform>
                <numerusform>%n Läufe fortsetzen</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>QuantizeHeadline</name>
        <message>
            <source>%1 %2</source>
            <comment>size with unit</comment>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>%1 to %2 %3</source>
            <comment>range of sizes with unit</comment>
            <translation>%1 bis %2 %3</translation>
        </message>
        <message>
            <source>Reading the tensor list</source>
            <translation>Tensorliste wird gelesen</translation>
        </message>
        <message>
            <source>%1 is being made</source>
            <translation>%1 wird erzeugt</translation>
        </message>
        <message>
            <source>Ready</source>
            <comment>verdict</comment>
            <translation>Bereit</translation>
        </message>
        <message>
            <source>No space</source>
            <comment>verdict</comment>
            <translation>Kein Platz</translation>
        </message>
        <message>
            <source>Done</source>
            <comment>verdict</comment>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>bits/weight</source>
            <translation>Bit/Gewicht</translation>
        </message>
        <message>
            <source>%1 over %2 parameters</source>
            <translation>%1 über %2 Parameter</translation>
        </message>
        <message>
            <source>%1, %2;</source>
            <comment>preset, size</comment>
            <translation>%1, %2;</translation>
        </message>
        <message>
            <source>%1 is being made; waiting: %2</source>
            <translation>%1 wird erzeugt; es warten: %2</translation>
        </message>
        <message>
            <source>%1 in all, %2 free</source>
            <translation>zusammen %1, frei %2</translation>
        </message>
        <message>
            <source>%1 loses most under %2</source>
            <comment>tensor, preset</comment>
            <translation>%1 verliert am meisten unter %2</translation>
        </message>
        <message>
            <source>%1 failed</source>
            <comment>preset</comment>
            <translation>%1 gescheitert</translation>
        </message>
        <message>
            <source>Choose a file in F16, BF16 or F32, or allow quantizing again.</source>
            <translation>Eine Datei in F16, BF16 oder F32 wählen oder erneutes Quantisieren erlauben.</translation>
        </message>
        <message>
            <source>%1 is paused; Resume is in the bar below</source>
            <translation>%1 ist angehalten; Fortsetzen steht in der Leiste unten</translation>
        </message>
        <message>
            <source>%1 is the best mixture of this size; Queue makes it</source>
            <comment>name of a mixture</comment>
            <translation>%1 ist die beste Mischung dieser Größe; Einreihen macht sie</translation>
        </message>
        <message>
            <source>nat</source>
            <translation>nat</translation>
        </message>
        <message>
            <source>mean KLD of %1, predicted</source>
            <translation>mittlere KLD von %1, vorhergesagt</translation>
        </message>
        <message>
            <source>noise to signal of %1, predicted</source>
            <translation>Rauschen zu Signal von %1, vorhergesagt</translation>
        </message>
        <message>
            <source>%1, %2 bytes exactly; source %3 %4</source>
            <comment>preset, size of it, size of the source</comment>
            <translation>%1, genau %2 Bytes; Quelle %3 %4</translation>
        </message>
        <message numerus="yes">
            <source>%n preset(s), %1;</source>
            <comment>how many, sizes</comment>
            <translation>
                <numerusform>%n Voreinstellung, %1;</numerusform>
                <numerusform>%n Voreinstellungen, %1;</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n preset(s) can be made, %1</source>
            <comment>how many, sizes</comment>
            <translation>
                <numerusform>%n Voreinstellung ist möglich, %1</numerusform>
                <numerusform>%n Voreinstellungen sind möglich, %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of them fit(s) the rig</source>
            <translation>
                <numerusform>%n davon passt auf den Rechner</numerusform>
                <numerusform>%n davon passen auf den Rechner</numerusform>
            </translation>
        </message>
        <message>
            <source>check those you want</source>
            <translation>gewünschte ankreuzen</translation>
        </message>
    </context>
    <context>
        <name>QuantizePane</name>
        <message>
            <source>No model file yet</source>
            <translation>Noch keine Modelldatei</translation>
        </message>
        <message>
            <source>The current model comes from the catalogue and has no weights. Open its file to quantize it.</source>
            <translation>Das aktuelle Modell stammt aus dem Katalog und hat keine Gewichte. Zum Quantisieren seine Datei öffnen.</translation>
        </message>
        <message>
            <source>Open a GGUF file in F16, BF16 or F32; every preset&apos;s exact size is shown before anything runs.</source>
            <translation>Eine GGUF-Datei in F16, BF16 oder F32 öffnen; die exakte Größe jeder Voreinstellung steht vor jedem Lauf fest.</translation>
        </message>
        <message>
            <source>Open model file</source>
            <translation>Modelldatei öffnen</translation>
        </message>
        <message>
            <source>Tensors</source>
            <comment>section</comment>
            <translation>Tensoren</translation>
        </message>
        <message>
            <source>Tensors with their types and errors</source>
            <translation>Tensoren mit Typen und Fehlern</translation>
        </message>
        <message>
            <source>Relative error by layer and tensor class</source>
            <translation>Relativer Fehler nach Schicht und Tensorklasse</translation>
        </message>
        <message>
            <source>No tensors</source>
            <translation>Keine Tensoren</translation>
        </message>
        <message>
            <source>Select a preset that can be made.</source>
            <translation>Eine mögliche Voreinstellung wählen.</translation>
        </message>
        <message>
            <source>%1, error in dB</source>
            <comment>preset</comment>
            <translation>%1, Fehler in dB</translation>
        </message>
        <message>
            <source>%1, %2 of %3 measured</source>
            <comment>preset</comment>
            <translation>%1, %2 von %3 gemessen</translation>
        </message>
        <message>
            <source>Error by layer and class</source>
            <translation>Fehler nach Schicht und Klasse</translation>
        </message>
        <message>
            <source>%1 was not opened</source>
            <translation>%1 wurde nicht geöffnet</translation>
        </message>
        <message>
            <source>Open another file</source>
            <translation>Andere Datei öffnen</translation>
        </message>
        <message>
            <source>Map</source>
            <comment>of tensors</comment>
            <translation>Karte</translation>
        </message>
        <message>
            <source>Table</source>
            <comment>of tensors</comment>
            <translation>Tabelle</translation>
        </message>
        <message>
            <source>Overrides</source>
            <translation>Vorgaben</translation>
        </message>
        <message>
            <source>Sensitivity</source>
            <translation>Empfindlichkeit</translation>
        </message>
        <message>
            <source>%1, groups: %2</source>
            <comment>preset, how many</comment>
            <translation>%1, Gruppen: %2</translation>
        </message>
        <message>
            <source>Type of each tensor</source>
            <translation>Typ jedes Tensors</translation>
        </message>
        <message>
            <source>Search</source>
            <comment>section: for mixtures</comment>
            <translation>Suche</translation>
        </message>
        <message>
            <source>Search</source>
            <comment>view: for mixtures</comment>
            <translation>Suche</translation>
        </message>
        <message>
            <source>Calibration</source>
            <comment>section</comment>
            <translation>Kalibrierung</translation>
        </message>
        <message>
            <source>Calibration</source>
            <comment>view</comment>
            <translation>Kalibrierung</translation>
        </message>
        <message numerus="yes">
            <source>%n tensor(s)</source>
            <translation>
                <numerusform>%n Tensor</numerusform>
                <numerusform>%n Tensoren</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>QuantizeSession</name>
        <message>
            <source>Today %1</source>
            <comment>time of day</comment>
            <translation>Heute %1</translation>
        </message>
        <message>
            <source>Sizes are being read.</source>
            <translation>Größen werden gelesen.</translation>
        </message>
        <message>
            <source>Check at least one preset.</source>
            <translation>Mindestens eine Voreinstellung ankreuzen.</translation>
        </message>
        <message>
            <source>%1 are needed, %2 are free: choose another folder or fewer presets.</source>
            <translation>%1 nötig, %2 frei: anderen Ordner oder weniger Voreinstellungen wählen.</translation>
        </message>
        <message>
            <source>%1: the file exists. Choose another folder, uncheck it, or allow replacing.</source>
            <translation>%1: die Datei ist schon da. Anderen Ordner wählen, abwählen oder Ersetzen erlauben.</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <comment>job: preset of model</comment>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>%1 × %2, KV %3</source>
            <comment>requests, context, type of the cache</comment>
            <translation>%1 × %2, KV %3</translation>
        </message>
        <message>
            <source>%1: the folder exists and is not replaced. Choose another output folder, or uncheck it.</source>
            <translation>%1: der Ordner ist schon da und wird nicht ersetzt. Anderen Zielordner wählen oder abwählen.</translation>
        </message>
        <message>
            <source>The output folder %1 cannot be made.</source>
            <translation>Der Ausgabeordner %1 kann nicht angelegt werden.</translation>
        </message>
        <message>
            <source>Choose another one.</source>
            <translation>Einen anderen wählen.</translation>
        </message>
    </context>
    <context>
        <name>Rail</name>
        <message>
            <source>Panes</source>
            <translation>Bereiche</translation>
        </message>
    </context>
    <context>
        <name>RigComparison</name>
        <message>
            <source>VRAM, GiB</source>
            <translation>VRAM, GiB</translation>
        </message>
        <message>
            <source>Bandwidth, GB/s</source>
            <translation>Bandbreite, GB/s</translation>
        </message>
        <message>
            <source>RAM, GiB</source>
            <translation>RAM, GiB</translation>
        </message>
        <message>
            <source>Supply, W</source>
            <translation>Netzteil, W</translation>
        </message>
        <message>
            <source>Sustained, W</source>
            <translation>Auf Dauer, W</translation>
        </message>
        <message>
            <source>At the wall, W</source>
            <translation>Steckdose, W</translation>
        </message>
        <message>
            <source>Heat, BTU/h</source>
            <translation>Wärme, BTU/h</translation>
        </message>
        <message>
            <source>detected</source>
            <translation>erkannt</translation>
        </message>
        <message>
            <source>design</source>
            <translation>Entwurf</translation>
        </message>
        <message>
            <source>none</source>
            <comment>in place of the memory of a GPU</comment>
            <translation>keine</translation>
        </message>
        <message>
            <source>No GPU was found in this machine</source>
            <translation>In diesem Rechner wurde keine GPU gefunden</translation>
        </message>
        <message>
            <source>Cannot be read from here</source>
            <translation>Lässt sich von hier nicht auslesen</translation>
        </message>
        <message>
            <source>RAM, GB/s</source>
            <translation>RAM, GB/s</translation>
        </message>
        <message>
            <source>Measure the bandwidth to fill this in</source>
            <translation>Bandbreite messen, um dies auszufüllen</translation>
        </message>
        <message>
            <source>Assumed: measure the bandwidth to know it</source>
            <translation>Angenommen: Die Bandbreite messen, um sie zu kennen</translation>
        </message>
    </context>
    <context>
        <name>RigEditor</name>
        <message>
            <source>Power supply</source>
            <translation>Netzteil</translation>
        </message>
        <message>
            <source>Circuit</source>
            <translation>Stromkreis</translation>
        </message>
        <message>
            <source>Power limit per card</source>
            <translation>Leistungsgrenze je Karte</translation>
        </message>
        <message>
            <source>not chosen</source>
            <translation>nicht gewählt</translation>
        </message>
        <message>
            <source>%1 V, %2 A</source>
            <translation>%1 V, %2 A</translation>
        </message>
        <message>
            <source>adding %1</source>
            <translation>Hinzufügen von %1</translation>
        </message>
        <message>
            <source>removing %1</source>
            <translation>Entfernen von %1</translation>
        </message>
        <message>
            <source>change of power supply</source>
            <translation>Wechsel des Netzteils</translation>
        </message>
        <message>
            <source>change of circuit</source>
            <translation>Wechsel des Stromkreises</translation>
        </message>
        <message>
            <source>change of power limit to %1</source>
            <translation>Leistungsgrenze auf %1 ändern</translation>
        </message>
        <message>
            <source>several</source>
            <comment>power limits of the cards</comment>
            <translation>mehrere</translation>
        </message>
        <message>
            <source>the machine&apos;s own</source>
            <translation>das eigene der Maschine</translation>
        </message>
    </context>
    <context>
        <name>RunsModel</name>
        <message>
            <source>Quantize</source>
            <comment>kind of a run</comment>
            <translation>Quantisieren</translation>
        </message>
        <message>
            <source>Compare</source>
            <comment>kind of a run</comment>
            <translation>Vergleichen</translation>
        </message>
        <message>
            <source>Perplexity</source>
            <comment>kind of a run</comment>
            <translation>Perplexität</translation>
        </message>
        <message>
            <source>Measure</source>
            <comment>kind of a run</comment>
            <translation>Messen</translation>
        </message>
                                <message>
            <source>Today %1</source>
            <comment>time of day</comment>
            <translation>Heute %1</translation>
        </message>
        <message>
            <source>Started</source>
            <comment>column</comment>
            <translation>Begonnen</translation>
        </message>
        <message>
            <source>Run</source>
            <comment>column</comment>
            <translation>Lauf</translation>
        </message>
        <message>
            <source>Of</source>
            <comment>column: what a run was about</comment>
            <translation>Von</translation>
        </message>
        <message>
            <source>Took</source>
            <comment>column: duration</comment>
            <translation>Dauer</translation>
        </message>
        <message>
            <source>State</source>
            <comment>column</comment>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Calibrate</source>
            <comment>kind of a run</comment>
            <translation>Kalibrieren</translation>
        </message>
        <message>
            <source>Sensitivity</source>
            <comment>kind of a run</comment>
            <translation>Empfindlichkeit</translation>
        </message>
        <message>
            <source>Search</source>
            <comment>kind of a run</comment>
            <translation>Suche</translation>
        </message>
        <message>
            <source>Message</source>
            <comment>column</comment>
            <translation>Meldung</translation>
        </message>
    </context>
    <context>
        <name>ScatterChart</name>
        <message>
            <source>name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>low</source>
            <translation>unten</translation>
        </message>
        <message>
            <source>high</source>
            <translation>oben</translation>
        </message>
    </context>
    <context>
        <name>SearchChart</name>
        <message>
            <source>Not searched yet</source>
            <translation>Noch nicht gesucht</translation>
        </message>
        <message>
            <source>Mean KLD, nat, log scale</source>
            <translation>Mittlere KLD, nat, logarithmisch</translation>
        </message>
        <message>
            <source>line and open: predicted; filled: measured</source>
            <translation>Linie und offen: vorhergesagt; gefüllt: gemessen</translation>
        </message>
        <message>
            <source>Noise to signal, log scale</source>
            <translation>Rauschen zu Signal, logarithmisch</translation>
        </message>
        <message>
            <source>predicted from the weights alone; nothing measured</source>
            <translation>allein aus den Gewichten vorhergesagt; nichts gemessen</translation>
        </message>
        <message>
            <source>bits per weight</source>
            <translation>Bit pro Gewicht</translation>
        </message>
        <message>
            <source>%1: %2 bits, %3</source>
            <comment>point of a chart</comment>
            <translation>%1: %2 Bit, %3</translation>
        </message>
        <message>
            <source>searched</source>
            <comment>the mixture</comment>
            <translation>gesucht</translation>
        </message>
        <message>
            <source>mean KLD</source>
            <translation>mittlere KLD</translation>
        </message>
        <message>
            <source>noise to signal</source>
            <translation>Rauschen zu Signal</translation>
        </message>
        <message>
            <source>nat</source>
            <translation>nat</translation>
        </message>
        <message>
            <source>%1, predicted</source>
            <comment>point of a chart</comment>
            <translation>%1, vorhergesagt</translation>
        </message>
        <message>
            <source>%1, measured</source>
            <comment>point of a chart</comment>
            <translation>%1, gemessen</translation>
        </message>
    </context>
    <context>
        <name>SearchSetup</name>
        <message>
            <source>Text to measure damage on</source>
            <translation>Text, an dem der Schaden gemessen wird</translation>
        </message>
        <message>
            <source>Text to measure the damage of each type on</source>
            <translation>Text, an dem der Schaden jedes Typs gemessen wird</translation>
        </message>
        <message>
            <source>Text (*.txt *.md *.raw);;All files (*)</source>
            <translation>Text (*.txt *.md *.raw);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>By class</source>
            <comment>tensors measured together</comment>
            <translation>Nach Klasse</translation>
        </message>
        <message>
            <source>By layer</source>
            <comment>tensors measured together</comment>
            <translation>Nach Schicht</translation>
        </message>
        <message>
            <source>Each tensor</source>
            <comment>measured by itself: slow</comment>
            <translation>Jeder Tensor</translation>
        </message>
        <message>
            <source>Tensors whose damage is measured together</source>
            <translation>Tensoren, deren Schaden zusammen gemessen wird</translation>
        </message>
        <message>
            <source>Windows: </source>
            <translation>Fenster: </translation>
        </message>
        <message>
            <source>Windows of text, at most</source>
            <translation>Höchstens so viele Textfenster</translation>
        </message>
        <message>
            <source> bits/weight</source>
            <translation> Bit/Gewicht</translation>
        </message>
        <message>
            <source>Budget of the mixture that is measured, bits per weight</source>
            <translation>Budget der Mischung, die gemessen wird, Bit pro Gewicht</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <source>Search the best types for every budget</source>
            <translation>Für jedes Budget die besten Typen suchen</translation>
        </message>
    </context>
    <context>
        <name>SearchView</name>
        <message>
            <source>Without a text, damage is judged from the weights alone and nothing is measured.</source>
            <translation>Ohne Text wird der Schaden allein nach den Gewichten beurteilt und nichts gemessen.</translation>
        </message>
        <message>
            <source>The damage of each group is measured on the text, the best mixture for every budget follows from it, and the one of this budget is measured as a whole.</source>
            <translation>Der Schaden jeder Gruppe wird am Text gemessen, daraus folgt für jedes Budget die beste Mischung, und die dieses Budgets wird als Ganzes gemessen.</translation>
        </message>
        <message>
            <source>judged from the weights alone, %1</source>
            <comment>when</comment>
            <translation>allein nach den Gewichten, %1</translation>
        </message>
        <message>
            <source>measured on %1, %2</source>
            <comment>text, when</comment>
            <translation>gemessen an %1, %2</translation>
        </message>
        <message>
            <source>%1: %2 bytes exactly, %3 bits/weight</source>
            <comment>preset, size</comment>
            <translation>%1: genau %2 Bytes, %3 Bit/Gewicht</translation>
        </message>
        <message>
            <source>%1, %2 over</source>
            <comment>size, memory beyond what there is</comment>
            <translation>%1, %2 zu viel</translation>
        </message>
        <message>
            <source>%1, %2 free</source>
            <comment>size, memory left</comment>
            <translation>%1, %2 frei</translation>
        </message>
        <message>
            <source>Predicted: noise to signal %1, summed over the tensors. Not measured.</source>
            <translation>Vorhergesagt: Rauschen zu Signal %1, über die Tensoren summiert. Nicht gemessen.</translation>
        </message>
        <message>
            <source>Predicted: mean KLD %1 nat.</source>
            <translation>Vorhergesagt: mittlere KLD %1 nat.</translation>
        </message>
        <message>
            <source>%1 ± %2</source>
            <comment>measured value and standard error</comment>
            <translation>%1 ± %2</translation>
        </message>
        <message>
            <source>Measured: %1 nat.</source>
            <translation>Gemessen: %1 nat.</translation>
        </message>
        <message>
            <source>Not measured; the searched mixture was predicted at %1 and measured at %2.</source>
            <translation>Nicht gemessen; die gesuchte Mischung wurde mit %1 vorhergesagt und mit %2 gemessen.</translation>
        </message>
        <message>
            <source>Save the mixture as a preset file</source>
            <translation>Die Mischung als Voreinstellungsdatei speichern</translation>
        </message>
        <message>
            <source>Preset (*.json)</source>
            <translation>Voreinstellung (*.json)</translation>
        </message>
        <message>
            <source>%1 was saved.</source>
            <translation>%1 wurde gespeichert.</translation>
        </message>
        <message>
            <source>headroom-cli quantize takes it with --preset-file.</source>
            <translation>headroom-cli quantize nimmt sie mit --preset-file.</translation>
        </message>
        <message>
            <source>Budget along the front</source>
            <translation>Budget entlang der Front</translation>
        </message>
        <message>
            <source>More bytes to the right, less damage; every tensor&apos;s type follows.</source>
            <translation>Nach rechts mehr Bytes, weniger Schaden; der Typ jedes Tensors folgt.</translation>
        </message>
        <message>
            <source>Search again…</source>
            <translation>Neu suchen…</translation>
        </message>
        <message>
            <source>Search again with another text or budget</source>
            <translation>Mit anderem Text oder Budget neu suchen</translation>
        </message>
        <message>
            <source>Queue</source>
            <translation>Einreihen</translation>
        </message>
        <message>
            <source>Run this mixture as a preset of its own</source>
            <translation>Diese Mischung als eigene Voreinstellung ausführen</translation>
        </message>
        <message>
            <source>Save preset…</source>
            <translation>Speichern…</translation>
        </message>
        <message>
            <source>Save this mixture as a preset file</source>
            <translation>Diese Mischung als Voreinstellungsdatei speichern</translation>
        </message>
    </context>
    <context>
        <name>SensitivityModel</name>
        <message>
            <source>%1 ± %2, standard error clustered by window</source>
            <comment>mean KLD</comment>
            <translation>%1 ± %2, Standardfehler nach Fenstern gruppiert</translation>
        </message>
        <message>
            <source>%1, tensors: %2. Saves %3; the first choice stays the same at %4 of the positions.</source>
            <translation>%1, Tensoren: %2. Spart %3; die erste Wahl bleibt an %4 der Stellen gleich.</translation>
        </message>
        <message>
            <source>Group</source>
            <comment>column: of tensors</comment>
            <translation>Gruppe</translation>
        </message>
        <message>
            <source>Mean KLD, nat</source>
            <comment>column</comment>
            <translation>Mittlere KLD, nat</translation>
        </message>
        <message>
            <source>Saved</source>
            <comment>column: bytes</comment>
            <translation>Gespart</translation>
        </message>
        <message>
            <source>Same top 1</source>
            <comment>column: share of positions</comment>
            <translation>Gleiches Top 1</translation>
        </message>
        <message>
            <source>Mean divergence at the logits when only this group is quantized, for each MiB that this saves; the first rows are the first to keep in more bits.</source>
            <translation>Mittlere Divergenz an den Logits, wenn nur diese Gruppe quantisiert wird, je MiB, das dies spart; die ersten Zeilen verdienen zuerst mehr Bits.</translation>
        </message>
        <message>
            <source>Nat per MiB saved</source>
            <comment>column</comment>
            <translation>Nat je gespartem MiB</translation>
        </message>
    </context>
    <context>
        <name>SensitivityView</name>
        <message>
            <source>One group at a time is quantized as %1 does it, all others stay as they are.</source>
            <translation>Je eine Gruppe wird wie bei %1 quantisiert, alle anderen bleiben, wie sie sind.</translation>
        </message>
        <message>
            <source>Text to measure the divergence over</source>
            <translation>Text, über den die Divergenz gemessen wird</translation>
        </message>
        <message>
            <source>Text (*.txt *.md *.raw);;All files (*)</source>
            <translation>Text (*.txt *.md *.raw);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>By class</source>
            <comment>tensors</comment>
            <translation>Nach Art</translation>
        </message>
        <message>
            <source>By layer</source>
            <comment>tensors</comment>
            <translation>Nach Schicht</translation>
        </message>
        <message>
            <source>Each</source>
            <comment>tensor by itself</comment>
            <translation>Einzeln</translation>
        </message>
        <message>
            <source>Windows: </source>
            <translation>Fenster: </translation>
        </message>
        <message>
            <source>Windows of text, at most</source>
            <translation>Höchstens so viele Textfenster</translation>
        </message>
        <message>
            <source>Measure</source>
            <translation>Messen</translation>
        </message>
        <message>
            <source>Measure the sensitivity of each group</source>
            <translation>Die Empfindlichkeit jeder Gruppe messen</translation>
        </message>
        <message>
            <source>Override this group</source>
            <translation>Vorgabe für diese Gruppe</translation>
        </message>
        <message>
            <source>Groups of tensors by the damage that quantizing them does</source>
            <translation>Gruppen von Tensoren nach dem Schaden, den ihr Quantisieren anrichtet</translation>
        </message>
        <message>
            <source>Not measured yet</source>
            <translation>Noch nicht gemessen</translation>
        </message>
        <message>
            <source>Choose a text and press Measure.</source>
            <translation>Wählen Sie einen Text und drücken Sie Messen.</translation>
        </message>
        <message>
            <source>Text to measure over</source>
            <translation>Text, über den gemessen wird</translation>
        </message>
    </context>
    <context>
        <name>Sheets</name>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <source>About Headroom</source>
            <translation>Über Headroom</translation>
        </message>
        <message>
            <source>A workbench for large language models on your own machines: will it run, how fast, and is it still good? Everything stays on this machine.</source>
            <translation>Eine Werkbank für große Sprachmodelle auf eigenen Rechnern: Läuft es, wie schnell, und ist es noch gut? Alles bleibt auf diesem Rechner.</translation>
        </message>
        <message>
            <source>Licences</source>
            <translation>Lizenzen</translation>
        </message>
        <message>
            <source>Headroom, the window</source>
            <translation>Headroom, das Fenster</translation>
        </message>
        <message>
            <source>Headroom, engine and command line</source>
            <translation>Headroom, Kern und Befehlszeile</translation>
        </message>
    </context>
    <context>
        <name>StackedBars</name>
        <message>
            <source>%1 of %2</source>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <source>part</source>
            <translation>Teil</translation>
        </message>
        <message>
            <source>value</source>
            <translation>Wert</translation>
        </message>
        <message>
            <source>capacity</source>
            <translation>Größe</translation>
        </message>
    </context>
    <context>
        <name>TableView</name>
        <message>
            <source>Table</source>
            <translation>Tabelle</translation>
        </message>
        <message>
            <source>Export as CSV</source>
            <translation>Als CSV exportieren</translation>
        </message>
        <message>
            <source>CSV files (*.csv)</source>
            <translation>CSV-Dateien (*.csv)</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Copy as Markdown</source>
            <translation>Als Markdown kopieren</translation>
        </message>
        <message>
            <source>Export as CSV…</source>
            <translation>Als CSV exportieren…</translation>
        </message>
    </context>
    <context>
        <name>TensorChoice</name>
        <message>
            <source>%1, the preset's</source>
            <comment>type</comment>
            <translation>%1, wie voreingestellt</translation>
        </message>
        <message>
            <source>%1. The row length forced this type.</source>
            <translation>%1. Die Zeilenlänge hat diesen Typ erzwungen.</translation>
        </message>
        <message>
            <source>Type, and why</source>
            <translation>Typ, und warum</translation>
        </message>
        <message>
            <source>Type of the selected tensor</source>
            <translation>Typ des gewählten Tensors</translation>
        </message>
        <message>
            <source>Another type is an override of this preset; the sizes follow at once.</source>
            <translation>Ein anderer Typ ist eine Vorgabe zu dieser Voreinstellung; die Größen folgen sofort.</translation>
        </message>
    </context>
    <context>
        <name>TensorInspection</name>
        <message>
            <source>Shape</source>
            <translation>Form</translation>
        </message>
        <message>
            <source>Type</source>
            <comment>of a tensor</comment>
            <translation>Typ</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Bits per weight</source>
            <translation>Bit je Gewicht</translation>
        </message>
        <message>
            <source>Relative error</source>
            <translation>Relativer Fehler</translation>
        </message>
        <message>
            <source>RMSE</source>
            <translation>RMSE</translation>
        </message>
        <message>
            <source>Largest error</source>
            <translation>Größter Fehler</translation>
        </message>
        <message>
            <source>Deviation</source>
            <comment>standard deviation</comment>
            <translation>Streuung</translation>
        </message>
        <message>
            <source>Kurtosis</source>
            <translation>Kurtosis</translation>
        </message>
        <message>
            <source>%1. The row length forced this type.</source>
            <translation>%1. Die Zeilenlänge erzwang diesen Typ.</translation>
        </message>
    </context>
    <context>
        <name>TensorMap</name>
        <message>
            <source>layer</source>
            <comment>axis of the heat map</comment>
            <translation>Schicht</translation>
        </message>
        <message>
            <source>%1 dB</source>
            <comment>end of a scale</comment>
            <translation>%1 dB</translation>
        </message>
        <message>
            <source>%1 dB, worse</source>
            <comment>end of a scale</comment>
            <translation>%1 dB, schlechter</translation>
        </message>
        <message>
            <source>%1 dB</source>
            <translation>%1 dB</translation>
        </message>
        <message>
            <source>no such tensor</source>
            <translation>kein solcher Tensor</translation>
        </message>
        <message>
            <source>error %1 dB, measured</source>
            <translation>Fehler %1 dB, gemessen</translation>
        </message>
        <message>
            <source>not yet measured</source>
            <translation>noch nicht gemessen</translation>
        </message>
        <message>
            <source>Why: %1</source>
            <comment>this type</comment>
            <translation>Warum: %1</translation>
        </message>
        <message>
            <source>%1 bits</source>
            <comment>end of a scale</comment>
            <translation>%1 Bit</translation>
        </message>
        <message>
            <source>%1 or more</source>
            <comment>bits: end of a scale</comment>
            <translation>%1 oder mehr</translation>
        </message>
        <message>
            <source>%1 bits</source>
            <translation>%1 Bit</translation>
        </message>
    </context>
    <context>
        <name>TensorsModel</name>
        <message>
            <source>exact</source>
            <comment>error of a tensor: none</comment>
            <translation>exakt</translation>
        </message>
        <message>
            <source>%1. The row length forced this type.</source>
            <translation>%1. Die Zeilenlänge erzwang diesen Typ.</translation>
        </message>
        <message>
            <source>10 log₁₀(Σ(w − ŵ)² ÷ Σw²), measured on the whole tensor; higher is worse</source>
            <translation>10 log₁₀(Σ(w − ŵ)² ÷ Σw²), am ganzen Tensor gemessen; höher ist schlechter</translation>
        </message>
        <message>
            <source>Tensor</source>
            <comment>column</comment>
            <translation>Tensor</translation>
        </message>
        <message>
            <source>Type</source>
            <comment>column</comment>
            <translation>Typ</translation>
        </message>
        <message>
            <source>Bytes</source>
            <comment>column</comment>
            <translation>Bytes</translation>
        </message>
        <message>
            <source>Bits/w</source>
            <comment>column: bits per weight</comment>
            <translation>Bit/Gew.</translation>
        </message>
        <message>
            <source>Error, dB</source>
            <translation>Fehler, dB</translation>
        </message>
        <message>
            <source>RMSE</source>
            <comment>column: root mean square error</comment>
            <translation>RMSE</translation>
        </message>
        <message>
            <source>Largest error</source>
            <translation>Größter Fehler</translation>
        </message>
        <message>
            <source>Why this type</source>
            <translation>Warum dieser Typ</translation>
        </message>
    </context>
    <context>
        <name>TermModel</name>
        <message>
            <source>Limit</source>
            <translation>Grenze</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Wert</translation>
        </message>
    </context>
    <context>
        <name>Toast</name>
        <message>
            <source>Dismiss</source>
            <translation>Schließen</translation>
        </message>
    </context>
    <context>
        <name>TopBar</name>
        <message>
            <source>Search or command</source>
            <translation>Suche oder Befehl</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>Design</translation>
        </message>
        <message>
            <source>Present</source>
            <translation>Vorführen</translation>
        </message>
        <message>
            <source>Only the pane, larger, on the whole screen (F10)</source>
            <translation>Nur die Ansicht, größer, auf dem ganzen Bildschirm (F10)</translation>
        </message>
    </context>
    <context>
        <name>TopologyWords</name>
        <message>
            <source>link not known</source>
            <translation>Anbindung nicht bekannt</translation>
        </message>
        <message>
            <source>%1 RAM</source>
            <translation>%1 RAM</translation>
        </message>
        <message>
            <source>RAM</source>
            <translation>RAM</translation>
        </message>
        <message numerus="yes">
            <source>CPU, %n core(s)</source>
            <translation>
                <numerusform>CPU, %n Kern</numerusform>
                <numerusform>CPU, %n Kerne</numerusform>
            </translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message numerus="yes">
            <source>%n PCIe lane(s)</source>
            <translation>
                <numerusform>%n PCIe-Lane</numerusform>
                <numerusform>%n PCIe-Lanes</numerusform>
            </translation>
        </message>
        <message>
            <source>GPU %1</source>
            <translation>GPU %1</translation>
        </message>
        <message numerus="yes">
            <source>The card could use %n lane(s)</source>
            <translation>
                <numerusform>Die Karte könnte %n Lane nutzen</numerusform>
                <numerusform>Die Karte könnte %n Lanes nutzen</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TrayBinding</name>
        <message>
            <source>then %1</source>
            <translation>dann %1</translation>
        </message>
        <message>
            <source>none running</source>
            <translation>keiner läuft</translation>
        </message>
        <message>
            <source>none yet</source>
            <translation>noch keine</translation>
        </message>
    </context>
    <context>
        <name>WelcomePane</name>
        <message>
            <source>Start</source>
            <translation>Start</translation>
        </message>
        <message>
            <source>Will it run, how fast, and is it still good?</source>
            <translation>Läuft es, wie schnell, und ist es noch gut?</translation>
        </message>
        <message>
            <source>Headroom answers these three for language models on your own machines, and shows where each number comes from.</source>
            <translation>Headroom beantwortet das für Sprachmodelle auf eigenen Rechnern und zeigt, woher jede Zahl kommt.</translation>
        </message>
        <message>
            <source>Inspect this machine</source>
            <translation>Diesen Rechner untersuchen</translation>
        </message>
        <message>
            <source>Read GPUs, memory and links, and design the build to compare them with. Nothing leaves the machine.</source>
            <translation>GPUs, Speicher und Anbindung lesen und den Entwurf dagegenstellen. Nichts verlässt den Rechner.</translation>
        </message>
        <message>
            <source>Inspect</source>
            <translation>Untersuchen</translation>
        </message>
        <message>
            <source>a few seconds</source>
            <translation>einige Sekunden</translation>
        </message>
        <message>
            <source>Plan what fits</source>
            <translation>Planen, was passt</translation>
        </message>
        <message>
            <source>Pick a model, a preset and a rig from the catalogue: memory, speed and power, before money is spent.</source>
            <translation>Modell, Voreinstellung und Rechner aus dem Katalog: Speicher, Tempo und Leistung, bevor Geld fließt.</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>Plan</translation>
        </message>
        <message>
            <source>works offline</source>
            <translation>ohne Netz</translation>
        </message>
        <message>
            <source>Open a model file</source>
            <translation>Eine Modelldatei öffnen</translation>
        </message>
        <message>
            <source>A GGUF file: quantize it, and compare the results with the original. Only its header is read.</source>
            <translation>Eine GGUF-Datei: quantisieren und mit dem Original vergleichen. Nur ihr Kopf wird gelesen.</translation>
        </message>
        <message>
            <source>Choose file</source>
            <translation>Datei wählen</translation>
        </message>
        <message>
            <source>Recent projects</source>
            <translation>Zuletzt geöffnet</translation>
        </message>
        <message>
            <source>Open project</source>
            <translation>Projekt öffnen</translation>
        </message>
        <message>
            <source>Drop a model or a project anywhere in the window</source>
            <translation>Modell oder Projekt irgendwo ins Fenster ziehen</translation>
        </message>
        <message>
            <source>finds every command</source>
            <translation>findet jeden Befehl</translation>
        </message>
        <message>
            <source>shows the keys</source>
            <translation>zeigt die Tasten</translation>
        </message>
        <message>
            <source>Open the project %1</source>
            <translation>Projekt %1 öffnen</translation>
        </message>
        <message>
            <source>No projects yet. A project is one file with your rigs, plans, runs and results; until you save one, everything is kept in an unnamed project.</source>
            <translation>Noch keine Projekte. Ein Projekt ist eine Datei mit Rechnern, Plänen, Läufen und Ergebnissen; bis zum Speichern liegt alles in einem unbenannten Projekt.</translation>
        </message>
        <message>
            <source>Locate…</source>
            <translation>Suchen…</translation>
        </message>
        <message>
            <source>Locate the project %1</source>
            <translation>Das Projekt %1 suchen</translation>
        </message>
        <message>
            <source>Remove</source>
            <comment>from the list of projects</comment>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Remove %1 from the list</source>
            <translation>%1 aus der Liste entfernen</translation>
        </message>
        <message>
            <source>not found</source>
            <comment>a project</comment>
            <translation>nicht gefunden</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message>
            <source>To nearest</source>
            <comment>rounding</comment>
            <translation>Zum nächsten</translation>
        </message>
        <message>
            <source>Learned rounding</source>
            <translation>Gelerntes Runden</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <extracomment>place of an error: what is wrong there</extracomment>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>This cannot be done as asked</source>
            <translation>So geht das nicht</translation>
        </message>
        <message>
            <source>Not found</source>
            <translation>Nicht gefunden</translation>
        </message>
        <message>
            <source>Access is refused</source>
            <translation>Zugriff verweigert</translation>
        </message>
        <message>
            <source>Reading or writing failed</source>
            <translation>Lesen oder Schreiben schlug fehl</translation>
        </message>
        <message>
            <source>The disk is full</source>
            <translation>Der Datenträger ist voll</translation>
        </message>
        <message>
            <source>The file is cut short</source>
            <translation>Die Datei endet zu früh</translation>
        </message>
        <message>
            <source>The file is damaged or not what its name says</source>
            <translation>Die Datei ist beschädigt oder nicht, was ihr Name sagt</translation>
        </message>
        <message>
            <source>This kind of file is not supported yet</source>
            <translation>Diese Art Datei wird noch nicht unterstützt</translation>
        </message>
        <message>
            <source>Memory ran out</source>
            <translation>Der Speicher reicht nicht</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Angehalten</translation>
        </message>
        <message>
            <source>Another program holds it</source>
            <translation>Ein anderes Programm hält es</translation>
        </message>
        <message>
            <source>It exists already</source>
            <translation>Es ist schon da</translation>
        </message>
        <message>
            <source>It has changed meanwhile</source>
            <translation>Es hat sich inzwischen geändert</translation>
        </message>
        <message>
            <source>Start it again once nothing else changes it.</source>
            <translation>Starten Sie es erneut, wenn nichts anderes es mehr ändert.</translation>
        </message>
        <message>
            <source>The worker process ended without an answer</source>
            <translation>Der Arbeitsprozess endete ohne Antwort</translation>
        </message>
        <message>
            <source>An error of Headroom itself</source>
            <translation>Ein Fehler in Headroom selbst</translation>
        </message>
        <message>
            <source>Change the choice and try again.</source>
            <translation>Auswahl ändern und erneut versuchen.</translation>
        </message>
        <message>
            <source>Check the path; it may have been moved or renamed.</source>
            <translation>Pfad prüfen; vielleicht wurde sie verschoben oder umbenannt.</translation>
        </message>
        <message>
            <source>Choose another place, or change the permissions.</source>
            <translation>Einen anderen Ort wählen oder die Rechte ändern.</translation>
        </message>
        <message>
            <source>Check that the disk is connected, then try again.</source>
            <translation>Prüfen, ob der Datenträger verbunden ist, dann erneut versuchen.</translation>
        </message>
        <message>
            <source>Free some space or choose another disk; nothing half-written was left.</source>
            <translation>Platz schaffen oder einen anderen Datenträger wählen; nichts Halbes blieb zurück.</translation>
        </message>
        <message>
            <source>The file is incomplete: fetch or write it again.</source>
            <translation>Die Datei ist unvollständig: Laden oder schreiben Sie sie neu.</translation>
        </message>
        <message>
            <source>Check the file, or fetch or write it again.</source>
            <translation>Prüfen Sie die Datei, oder laden oder schreiben Sie sie neu.</translation>
        </message>
        <message>
            <source>This version of Headroom does not handle it: choose another file.</source>
            <translation>Diese Version von Headroom kann damit nicht umgehen: Wählen Sie eine andere Datei.</translation>
        </message>
        <message>
            <source>Close other programs, or use a shorter context.</source>
            <translation>Andere Programme schließen oder kürzeren Kontext wählen.</translation>
        </message>
        <message>
            <source>What was finished is kept.</source>
            <translation>Was fertig war, bleibt.</translation>
        </message>
        <message>
            <source>Close the other program, then try again.</source>
            <translation>Das andere Programm schließen, dann erneut versuchen.</translation>
        </message>
        <message>
            <source>Choose another name, or allow replacing.</source>
            <translation>Einen anderen Namen wählen oder Ersetzen erlauben.</translation>
        </message>
        <message>
            <source>The project is intact; start the run again.</source>
            <translation>Das Projekt ist unversehrt; den Lauf neu starten.</translation>
        </message>
        <message>
            <source>Please report it with this text.</source>
            <translation>Bitte mit diesem Text melden.</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <extracomment>what happened (place and finding)</extracomment>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>%1 per token</source>
            <translation>%1 je Token</translation>
        </message>
        <message>
            <source>tok/s</source>
            <translation>Tok/s</translation>
        </message>
        <message>
            <source>%1 min %2 s</source>
            <translation>%1 min %2 s</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 h %2 min</translation>
        </message>
        <message>
            <source>a few seconds</source>
            <translation>einige Sekunden</translation>
        </message>
        <message>
            <source>%1 s left</source>
            <translation>noch %1 s</translation>
        </message>
        <message>
            <source>%1 min left</source>
            <translation>noch %1 min</translation>
        </message>
        <message>
            <source>%1 h left</source>
            <translation>noch %1 h</translation>
        </message>
        <message>
            <source>%1/s</source>
            <translation>%1/s</translation>
        </message>
        <message>
            <source>%1 per s</source>
            <translation>%1 je s</translation>
        </message>
        <message>
            <source>%1 per min</source>
            <translation>%1 je min</translation>
        </message>
        <message>
            <source>%1 lacks %2</source>
            <translation>%1 fehlen %2</translation>
        </message>
        <message>
            <source>%1 would fill up first: %2 of %3 left</source>
            <translation>%1 wäre zuerst voll: %2 von %3 frei</translation>
        </message>
        <message>
            <source>%1 has only %2 left</source>
            <translation>%1 hat nur noch %2 frei</translation>
        </message>
        <message>
            <source>%1 has only %2 of %3 left</source>
            <translation>%1 hat nur noch %2 von %3 frei</translation>
        </message>
        <message>
            <source>the power supply is loaded beyond its rating: %1</source>
            <translation>das Netzteil ist über seine Nennleistung belastet: %1</translation>
        </message>
        <message>
            <source>the power supply runs at %1; 50–70 % is comfortable</source>
            <translation>das Netzteil läuft bei %1; 50–70 % sind bequem</translation>
        </message>
        <message>
            <source>one spike reaches %1 of the power supply</source>
            <translation>eine Spitze erreicht %1 des Netzteils</translation>
        </message>
        <message>
            <source>the circuit carries %1 of its continuous limit</source>
            <translation>der Stromkreis trägt %1 seiner Dauergrenze</translation>
        </message>
        <message>
            <source>the model was trained on %1, not %2</source>
            <translation>das Modell wurde mit %1 trainiert, nicht mit %2</translation>
        </message>
        <message>
            <source>no GPU: the processor and its memory do the work</source>
            <translation>keine GPU: Prozessor und RAM tun die Arbeit</translation>
        </message>
        <message>
            <source>%1 has %2 of %3 PCIe lanes</source>
            <translation>%1 hat %2 von %3 PCIe-Lanes</translation>
        </message>
        <message>
            <source>%1; %2 sets the speed</source>
            <translation>%1; das Tempo bestimmt: %2</translation>
        </message>
        <message>
            <source>%1 sustained; no power supply chosen</source>
            <translation>%1 auf Dauer; kein Netzteil gewählt</translation>
        </message>
        <message>
            <source>%1 of %2 sustained</source>
            <translation>%1 von %2 auf Dauer</translation>
        </message>
        <message>
            <source>Power supply: %1; one spike reaches %2</source>
            <translation>Netzteil: %1; eine Spitze erreicht %2</translation>
        </message>
        <message>
            <source>Circuit: %1 at the wall, %2 of its continuous limit</source>
            <translation>Stromkreis: %1 an der Steckdose, %2 der Dauergrenze</translation>
        </message>
        <message>
            <source>Power supply: %1; spikes stay at %2</source>
            <translation>Netzteil: %1; Spitzen bleiben bei %2</translation>
        </message>
        <message>
            <source>Memory of the device</source>
            <translation>Speicher des Geräts</translation>
        </message>
        <message>
            <source>Weights</source>
            <translation>Gewichte</translation>
        </message>
        <message>
            <source>KV cache</source>
            <translation>KV-Cache</translation>
        </message>
        <message>
            <source>KV cache per token</source>
            <translation>KV-Cache je Token</translation>
        </message>
        <message>
            <source>Compute buffers</source>
            <translation>Rechenpuffer</translation>
        </message>
        <message>
            <source>Overhead</source>
            <translation>Grundlast</translation>
        </message>
        <message>
            <source>Free</source>
            <translation>Frei</translation>
        </message>
        <message>
            <source>Longest context</source>
            <translation>Längster Kontext</translation>
        </message>
        <message>
            <source>Time to first token</source>
            <translation>Zeit bis zum ersten Token</translation>
        </message>
        <message>
            <source>Sustained power</source>
            <translation>Dauerleistung</translation>
        </message>
        <message>
            <source>Power supply load</source>
            <translation>Netzteillast</translation>
        </message>
        <message>
            <source>Worst spike</source>
            <translation>Größte Spitze</translation>
        </message>
        <message>
            <source>Power at the wall</source>
            <translation>Leistung an der Steckdose</translation>
        </message>
        <message>
            <source>Circuit load</source>
            <translation>Stromkreislast</translation>
        </message>
        <message>
            <source>Heat</source>
            <translation>Wärme</translation>
        </message>
        <message>
            <source>Quantizing</source>
            <translation>Quantisieren</translation>
        </message>
        <message>
            <source>Perplexity</source>
            <translation>Perplexität</translation>
        </message>
        <message>
            <source>Measuring</source>
            <translation>Messen</translation>
        </message>
        <message>
            <source>Loading</source>
            <translation>Laden</translation>
        </message>
        <message>
            <source>Tokenizing</source>
            <translation>Zerlegen in Token</translation>
        </message>
        <message>
            <source>Writing</source>
            <translation>Schreiben</translation>
        </message>
        <message>
            <source>measured</source>
            <translation>gemessen</translation>
        </message>
        <message>
            <source>computed</source>
            <translation>berechnet</translation>
        </message>
        <message>
            <source>quoted</source>
            <translation>zitiert</translation>
        </message>
        <message>
            <source>estimate</source>
            <translation>Schätzung</translation>
        </message>
        <message>
            <source>entered</source>
            <translation>eingegeben</translation>
        </message>
        <message>
            <source>Fits</source>
            <translation>Passt</translation>
        </message>
        <message>
            <source>Tight</source>
            <translation>Knapp</translation>
        </message>
        <message>
            <source>Does not fit</source>
            <translation>Passt nicht</translation>
        </message>
        <message>
            <source>memory bandwidth</source>
            <translation>Speicherbandbreite</translation>
        </message>
        <message>
            <source>compute</source>
            <translation>Rechenleistung</translation>
        </message>
        <message>
            <source>the link between devices</source>
            <translation>Anbindung zwischen Geräten</translation>
        </message>
        <message>
            <source>memory size</source>
            <translation>Speichergröße</translation>
        </message>
        <message>
            <source>power</source>
            <translation>Leistung</translation>
        </message>
        <message>
            <source>waiting</source>
            <translation>wartet</translation>
        </message>
        <message>
            <source>running</source>
            <translation>läuft</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>angehalten</translation>
        </message>
        <message>
            <source>done</source>
            <translation>fertig</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>fehlgeschlagen</translation>
        </message>
        <message>
            <source>%1 bytes</source>
            <translation>%1 Bytes</translation>
        </message>
        <message>
            <source>Inputs</source>
            <translation>Eingangswerte</translation>
        </message>
        <message>
            <source>Power supply: %1 of %2 sustained; the memory suffices</source>
            <translation>Netzteil: %1 von %2 auf Dauer; der Speicher reicht</translation>
        </message>
        <message>
            <source>Prefill</source>
            <translation>Prefill</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Speicher</translation>
        </message>
        <message>
            <source>Runtime</source>
            <translation>Laufzeit</translation>
        </message>
        <message>
            <source>Operating system</source>
            <translation>Betriebssystem</translation>
        </message>
        <message>
            <source>In use</source>
            <translation>Belegt</translation>
        </message>
        <message>
            <source>Bandwidth</source>
            <translation>Bandbreite</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>Schichten</translation>
        </message>
        <message>
            <source>Embedding width</source>
            <translation>Breite der Einbettung</translation>
        </message>
        <message>
            <source>Heads</source>
            <translation>Köpfe</translation>
        </message>
        <message>
            <source>KV heads</source>
            <translation>KV-Köpfe</translation>
        </message>
        <message>
            <source>Key length</source>
            <translation>Länge der Schlüssel</translation>
        </message>
        <message>
            <source>Value length</source>
            <translation>Länge der Werte</translation>
        </message>
        <message>
            <source>Vocabulary</source>
            <translation>Vokabular</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>Anfragen</translation>
        </message>
        <message>
            <source>Requests at once</source>
            <translation>Anfragen zugleich</translation>
        </message>
        <message>
            <source>Context</source>
            <translation>Kontext</translation>
        </message>
        <message>
            <source>Trained context</source>
            <translation>Trainierter Kontext</translation>
        </message>
        <message>
            <source>Prompt</source>
            <translation>Eingabe</translation>
        </message>
        <message>
            <source>Batch</source>
            <translation>Stapel</translation>
        </message>
        <message>
            <source>Free without cache</source>
            <translation>Frei ohne Cache</translation>
        </message>
        <message>
            <source>Cache per request</source>
            <translation>Cache je Anfrage</translation>
        </message>
        <message>
            <source>Weights read</source>
            <translation>Gelesene Gewichte</translation>
        </message>
        <message>
            <source>Cache read</source>
            <translation>Gelesener Cache</translation>
        </message>
        <message>
            <source>Operations</source>
            <translation>Rechenschritte</translation>
        </message>
        <message>
            <source>Decode, expected</source>
            <translation>Dekodieren, erwartet</translation>
        </message>
        <message>
            <source>Prefill, expected</source>
            <translation>Prefill, erwartet</translation>
        </message>
        <message>
            <source>Of it, reading weights</source>
            <translation>Davon, Gewichte lesen</translation>
        </message>
        <message>
            <source>Of it, reading the cache</source>
            <translation>Davon, Cache lesen</translation>
        </message>
        <message>
            <source>Of the peak, few tokens</source>
            <translation>Vom Höchstwert, wenige Token</translation>
        </message>
        <message>
            <source>Of the peak, many tokens</source>
            <translation>Vom Höchstwert, viele Token</translation>
        </message>
        <message>
            <source>Of the peak, attention</source>
            <translation>Vom Höchstwert, Attention</translation>
        </message>
        <message>
            <source>To fill a product</source>
            <translation>Um ein Produkt zu füllen</translation>
        </message>
        <message>
            <source>Per layer</source>
            <translation>Je Schicht</translation>
        </message>
        <message>
            <source>Per step</source>
            <translation>Je Schritt</translation>
        </message>
        <message>
            <source>Time on links</source>
            <translation>Zeit auf Verbindungen</translation>
        </message>
        <message>
            <source>GPUs</source>
            <translation>GPUs</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>Prozessor</translation>
        </message>
        <message>
            <source>Board, fans, drives</source>
            <translation>Platine, Lüfter, Laufwerke</translation>
        </message>
        <message>
            <source>Sustained</source>
            <translation>Auf Dauer</translation>
        </message>
        <message>
            <source>Rating</source>
            <translation>Nennleistung</translation>
        </message>
        <message>
            <source>Spike, factor</source>
            <translation>Spitze, Faktor</translation>
        </message>
        <message>
            <source>Allowance, factor</source>
            <translation>Erlaubt, Faktor</translation>
        </message>
        <message>
            <source>Efficiency</source>
            <translation>Wirkungsgrad</translation>
        </message>
        <message>
            <source>At the wall</source>
            <translation>An der Steckdose</translation>
        </message>
        <message>
            <source>Voltage</source>
            <translation>Spannung</translation>
        </message>
        <message>
            <source>Breaker</source>
            <translation>Sicherung</translation>
        </message>
        <message>
            <source>Continuous share</source>
            <translation>Dauerlast-Anteil</translation>
        </message>
        <message>
            <source>Overloaded</source>
            <comment>verdict: power supply or circuit</comment>
            <translation>Überlastet</translation>
        </message>
        <message>
            <source>at best, before losses</source>
            <translation>bestenfalls, vor Verlusten</translation>
        </message>
        <message>
            <source>Most requests</source>
            <translation>Höchstens Anfragen</translation>
        </message>
        <message>
            <source>Decode, all</source>
            <translation>Dekodieren, alle</translation>
        </message>
        <message>
            <source>Decode, each</source>
            <translation>Dekodieren, je Anfrage</translation>
        </message>
        <message numerus="yes">
            <source>token(s)</source>
            <comment>unit</comment>
            <translation>
                <numerusform>Token</numerusform>
                <numerusform>Token</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>request(s)</source>
            <comment>unit</comment>
            <translation>
                <numerusform>Anfrage</numerusform>
                <numerusform>Anfragen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln window(s) of %1</source>
            <translation>
                <numerusform>%Ln Fenster zu %1</numerusform>
                <numerusform>%Ln Fenster zu %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 lacks %2: %n request(s) at %3 need %4 of %5</source>
            <translation>
                <numerusform>%1 fehlen %2: %n Anfrage mit %3 braucht %4 von %5</numerusform>
                <numerusform>%1 fehlen %2: %n Anfragen mit %3 brauchen %4 von %5</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n request(s) at %1 leave %2 of %3 on %4</source>
            <translation>
                <numerusform>%n Anfrage mit %1 lässt %2 von %3 auf %4 frei</numerusform>
                <numerusform>%n Anfragen mit %1 lassen %2 von %3 auf %4 frei</numerusform>
            </translation>
        </message>
        <message>
            <source>interrupted</source>
            <comment>job</comment>
            <translation>unterbrochen</translation>
        </message>
        <message>
            <source>%1 of its files are no part of the text model and not counted</source>
            <translation>%1 seiner Dateien gehören nicht zum Textmodell und sind nicht gezählt</translation>
        </message>
        <message>
            <source>%1 of towers and projector are loaded with it</source>
            <translation>%1 für Türme und Projektor werden mitgeladen</translation>
        </message>
        <message>
            <source>if it fitted, which it does not</source>
            <comment>a speed</comment>
            <translation>wenn es passte, was es nicht tut</translation>
        </message>
        <message>
            <source>out of reach: starting a step takes about %1</source>
            <translation>unerreichbar: einen Schritt zu starten dauert etwa %1</translation>
        </message>
        <message>
            <source>memory alone; the model was trained on %1 tokens</source>
            <translation>nur nach Speicher; das Modell wurde mit %1 Token trainiert</translation>
        </message>
        <message>
            <source>at %1 tokens; the model was trained on %2</source>
            <translation>bei %1 Token; das Modell wurde mit %2 trainiert</translation>
        </message>
        <message>
            <source>the prompt of %1 tokens is cut to the %2 of the context</source>
            <translation>der Prompt von %1 Token ist auf die %2 des Kontexts gekürzt</translation>
        </message>
        <message>
            <source>or more: the most that is examined</source>
            <translation>oder mehr: weiter wird nicht gesucht</translation>
        </message>
        <message>
            <source>at full power; limited to %1 of %2</source>
            <translation>bei voller Leistung; begrenzt auf %1 von %2</translation>
        </message>
        <message>
            <source>memory bandwidth of %1 assumed</source>
            <translation>Speicherbandbreite von %1 angenommen</translation>
        </message>
        <message>
            <source>no power supply is known</source>
            <translation>kein Netzteil bekannt</translation>
        </message>
        <message>
            <source>no circuit is known</source>
            <translation>kein Stromkreis bekannt</translation>
        </message>
        <message>
            <source>at least: the power of some parts is not known</source>
            <translation>mindestens: die Leistung einiger Teile ist unbekannt</translation>
        </message>
        <message>
            <source>of %1, which is assumed</source>
            <translation>von angenommenen %1</translation>
        </message>
        <message>
            <source>with a processor of %1 assumed</source>
            <translation>mit einem angenommenen Prozessor von %1</translation>
        </message>
        <message>
            <source>the power of %1 is not known: watts and loads are at least what is shown</source>
            <translation>die Leistung von %1 ist unbekannt: Leistung und Last sind mindestens so hoch wie gezeigt</translation>
        </message>
        <message>
            <source>%1 is limited to %2 of %3: speeds are those of full power</source>
            <translation>%1 ist auf %2 von %3 begrenzt: Geschwindigkeiten gelten für volle Leistung</translation>
        </message>
        <message>
            <source>at least %1</source>
            <comment>watts</comment>
            <translation>mindestens %1</translation>
        </message>
        <message>
            <source>cancelled</source>
            <comment>job</comment>
            <translation>abgebrochen</translation>
        </message>
        <message>
            <source>Operation not permitted</source>
            <translation>Die Operation ist nicht erlaubt</translation>
        </message>
        <message>
            <source>No such file or directory</source>
            <translation>Datei oder Verzeichnis nicht gefunden</translation>
        </message>
        <message>
            <source>Input/output error</source>
            <translation>Eingabe-/Ausgabefehler</translation>
        </message>
        <message>
            <source>Cannot allocate memory</source>
            <translation>Nicht genügend Speicher verfügbar</translation>
        </message>
        <message>
            <source>Permission denied</source>
            <translation>Keine Berechtigung</translation>
        </message>
        <message>
            <source>Device or resource busy</source>
            <translation>Das Gerät oder die Ressource ist belegt</translation>
        </message>
        <message>
            <source>File exists</source>
            <translation>Die Datei existiert bereits</translation>
        </message>
        <message>
            <source>No such device</source>
            <translation>Kein passendes Gerät gefunden</translation>
        </message>
        <message>
            <source>Not a directory</source>
            <translation>Ist kein Verzeichnis</translation>
        </message>
        <message>
            <source>Is a directory</source>
            <translation>Ist ein Verzeichnis</translation>
        </message>
        <message>
            <source>Invalid argument</source>
            <translation>Das Argument ist ungültig</translation>
        </message>
        <message>
            <source>Too many open files</source>
            <translation>Zu viele offene Dateien</translation>
        </message>
        <message>
            <source>File too large</source>
            <translation>Die Datei ist zu groß</translation>
        </message>
        <message>
            <source>No space left on device</source>
            <translation>Auf dem Gerät ist kein Speicherplatz mehr verfügbar</translation>
        </message>
        <message>
            <source>Read-only file system</source>
            <translation>Das Dateisystem ist nur lesbar</translation>
        </message>
        <message>
            <source>Broken pipe</source>
            <translation>Unterbrochene Pipe</translation>
        </message>
        <message>
            <source>File name too long</source>
            <translation>Der Dateiname ist zu lang</translation>
        </message>
        <message>
            <source>Directory not empty</source>
            <translation>Das Verzeichnis ist nicht leer</translation>
        </message>
        <message>
            <source>Too many levels of symbolic links</source>
            <translation>Zu viele Ebenen aus symbolischen Links</translation>
        </message>
        <message>
            <source>Connection timed out</source>
            <translation>Die Wartezeit für die Verbindung ist abgelaufen</translation>
        </message>
        <message>
            <source>Disk quota exceeded</source>
            <translation>Der zugewiesene Plattenplatz ist überschritten</translation>
        </message>
        <message>
            <source>Stale file handle</source>
            <translation>Veraltete Dateizugriffsnummer</translation>
        </message>
        <message>
            <source>the rating of a power supply is not known</source>
            <translation>die Nennleistung eines Netzteils ist unbekannt</translation>
        </message>
        <message>
            <source>the rating of %1 is not known, and so no load of the power supply</source>
            <translation>die Nennleistung von %1 ist unbekannt und damit auch die Last des Netzteils</translation>
        </message>
        <message>
            <source>%1 sustained; the rating of a power supply is not known</source>
            <translation>%1 auf Dauer; die Nennleistung eines Netzteils ist unbekannt</translation>
        </message>
        <message>
            <source>Open a copy of the project if you have one, or begin a new one.</source>
            <translation>Öffnen Sie eine Kopie des Projekts, wenn es eine gibt, oder beginnen Sie ein neues.</translation>
        </message>
        <message>
            <source>Open it with the program or the version that wrote it, or begin a new project.</source>
            <translation>Öffnen Sie es mit dem Programm oder der Version, die es geschrieben hat, oder beginnen Sie ein neues Projekt.</translation>
        </message>
        <message>
            <source>file size</source>
            <translation>Dateigröße</translation>
        </message>
        <message>
            <source>bits per weight</source>
            <translation>Bits je Gewicht</translation>
        </message>
        <message>
            <source>perplexity</source>
            <translation>Perplexität</translation>
        </message>
        <message>
            <source>mean KLD</source>
            <translation>mittlere KLD</translation>
        </message>
        <message>
            <source>mean Δp</source>
            <translation>mittleres Δp</translation>
        </message>
        <message>
            <source>PPL ÷ baseline's</source>
            <translation>PPL ÷ Bezug</translation>
        </message>
        <message>
            <source>median KLD</source>
            <translation>Median der KLD</translation>
        </message>
        <message>
            <source>Mean over tokens of Σ p ln(p ÷ q), p from the baseline, q from the candidate, whole vocabulary.</source>
            <translation>Mittel über die Token von Σ p ln(p ÷ q), p vom Bezug, q vom Kandidaten, ganzes Vokabular.</translation>
        </message>
        <message>
            <source>Share of tokens for which both models prefer the same one.</source>
            <translation>Anteil der Token, bei denen beide Modelle dasselbe bevorzugen.</translation>
        </message>
        <message>
            <source>Perplexity of the candidate over that of the baseline, minus one.</source>
            <translation>Perplexität des Kandidaten durch die des Bezugs, minus eins.</translation>
        </message>
        <message>
            <source>99 of 100 tokens have a smaller divergence.</source>
            <translation>99 von 100 Token weichen weniger ab.</translation>
        </message>
        <message>
            <source>Not judged.</source>
            <comment>a metric</comment>
            <translation>Nicht bewertet.</translation>
        </message>
        <message>
            <source>± is half the 95 % interval, clustered by window.</source>
            <translation>± ist das halbe 95-%-Intervall, nach Fenstern gruppiert.</translation>
        </message>
        <message>
            <source>95 % interval, clustered by window.</source>
            <translation>95-%-Intervall, nach Fenstern gruppiert.</translation>
        </message>
        <message>
            <source>Paired 95 % interval, clustered by window.</source>
            <translation>Gepaartes 95-%-Intervall, nach Fenstern gruppiert.</translation>
        </message>
        <message>
            <source>95 % Wilson interval of as many tokens as the windows are worth.</source>
            <translation>95-%-Wilson-Intervall von so vielen Token, wie die Fenster wert sind.</translation>
        </message>
        <message>
            <source>far end</source>
            <comment>of a window's tokens</comment>
            <translation>fernes Ende</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <comment>metric, part of the tokens</comment>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>metric, unit</comment>
            <translation>%1, %2</translation>
        </message>
        <message>
            <source>The baseline cannot be read: %1</source>
            <translation>Der Bezug ist nicht lesbar: %1</translation>
        </message>
        <message>
            <source>the machine comes with its own power supply</source>
            <translation>die Maschine hat ihr eigenes Netzteil</translation>
        </message>
        <message>
            <source>%1 sustained; the machine comes with its own power supply</source>
            <translation>%1 dauerhaft; die Maschine hat ihr eigenes Netzteil</translation>
        </message>
        <message>
            <source>the engine of this plan does not load this format; these do: %1</source>
            <translation>die Engine dieses Plans lädt dieses Format nicht; diese laden es: %1</translation>
        </message>
        <message>
            <source>without the time of GPU %1&apos;s link, which is not known</source>
            <translation>ohne die Zeit der Anbindung von GPU %1, die nicht bekannt ist</translation>
        </message>
        <message>
            <source>the processor&apos;s cores are not known: reckoned with one</source>
            <translation>die Kerne des Prozessors sind nicht bekannt: mit einem gerechnet</translation>
        </message>
        <message>
            <source>cards of %1 make one pool only over Vulkan or RPC, slower than with each maker&apos;s own backend</source>
            <translation>Karten von %1 werden nur über Vulkan oder RPC ein gemeinsamer Pool, langsamer als mit dem eigenen Backend jedes Herstellers</translation>
        </message>
        <message>
            <source>Apple&apos;s chips take no other cards: two machines, which only RPC joins, over a network whose time is not counted</source>
            <translation>Apples Chips nehmen keine anderen Karten auf: zwei Rechner, die nur RPC verbindet, über ein Netz, dessen Zeit nicht gezählt ist</translation>
        </message>
    </context>
    <context>
        <name>Workbench</name>
        <message>
            <source>%1 holds a vocabulary and no weights.</source>
            <translation>%1 enthält ein Vokabular und keine Gewichte.</translation>
        </message>
        <message>
            <source>The Inspector shows it.</source>
            <translation>Der Inspektor zeigt es.</translation>
        </message>
        <message>
            <source>%1 is open in another window.</source>
            <translation>%1 ist in einem anderen Fenster geöffnet.</translation>
        </message>
        <message>
            <source>What you change here is not written into it; save it under another name to keep it.</source>
            <translation>Was Sie hier ändern, wird nicht hineingeschrieben; speichern Sie es unter anderem Namen, um es zu behalten.</translation>
        </message>
        <message>
            <source>%1 is back in its place.</source>
            <translation>%1 ist wieder an seinem Platz.</translation>
        </message>
        <message>
            <source>%1 was moved, renamed or deleted while it is open here.</source>
            <translation>%1 wurde verschoben, umbenannt oder gelöscht, während es hier offen ist.</translation>
        </message>
        <message>
            <source>Save the project under a name, or put the file back: what you do now may be nowhere but in this window.</source>
            <translation>Das Projekt unter einem Namen speichern oder die Datei zurücklegen: Was jetzt getan wird, ist vielleicht nur in diesem Fenster.</translation>
        </message>
        <message>
            <source>The other window has closed %1.</source>
            <translation>Das andere Fenster hat %1 geschlossen.</translation>
        </message>
        <message>
            <source>Saving writes what you changed here into it.</source>
            <translation>Speichern schreibt hinein, was hier geändert wurde.</translation>
        </message>
        <message>
            <source>The other window has closed %1; what you change is written into it from now on.</source>
            <translation>Das andere Fenster hat %1 geschlossen; was geändert wird, wird von nun an hineingeschrieben.</translation>
        </message>
        <message>
            <source>The plan is for %1, which this catalogue does not have; %2 stands in its place.</source>
            <translation>Der Plan ist für %1, das dieser Katalog nicht hat; an seiner Stelle steht %2.</translation>
        </message>
        <message>
            <source>Choose a model.</source>
            <translation>Ein Modell wählen.</translation>
        </message>
        <message>
            <source>%1 can only be read: the file or its folder is write-protected.</source>
            <translation>%1 kann nur gelesen werden: Die Datei oder ihr Ordner ist schreibgeschützt.</translation>
        </message>
        <message>
            <source>Nothing here is set up to run.</source>
            <translation>Hier ist nichts vorbereitet, das laufen könnte.</translation>
        </message>
        <message>
            <source>Choose what to work on, then copy its command line.</source>
            <translation>Wählen Sie, woran gearbeitet werden soll, und kopieren Sie dann die Befehlszeile.</translation>
        </message>
        <message>
            <source>The command line is on the clipboard.</source>
            <translation>Die Befehlszeile ist in der Zwischenablage.</translation>
        </message>
        <message>
            <source>Another program has overwritten %1 while it is open here.</source>
            <translation>Ein anderes Programm hat %1 überschrieben, während es hier geöffnet ist.</translation>
        </message>
        <message>
            <source>The lists show what is in it now; your plan and what you set are kept in this window. Saving writes them into the file.</source>
            <translation>Die Listen zeigen, was jetzt darin steht; Ihr Plan und Ihre Einstellungen bleiben in diesem Fenster. Speichern schreibt sie in die Datei.</translation>
        </message>
    </context>
    <context>
        <name>headroom::app::EvaluatePane</name>
        <message>
            <source>Evaluate</source>
            <comment>pane</comment>
            <translation>Auswerten</translation>
        </message>
    </context>
    <context>
        <name>headroom::app::QuantizePane</name>
        <message>
            <source>Quantize</source>
            <comment>pane</comment>
            <translation>Quantisieren</translation>
        </message>
    </context>
    <context>
        <name>widgets</name>
        <message>
            <source>Evaluation · baseline %1</source>
            <translation>Auswertung · Bezug %1</translation>
        </message>
        <message>
            <source>%1 bytes, %2 bits/w</source>
            <translation>%1 Bytes, %2 Bit/Gew.</translation>
        </message>
        <message>
            <source>Gate, margin to limit</source>
            <translation>Schranke, Abstand zur Grenze</translation>
        </message>
        <message>
            <source>Values</source>
            <translation>Werte</translation>
        </message>
        <message>
            <source>KLD = mean over tokens of Σ p ln(p ÷ q), p from %1, q from %2, whole vocabulary</source>
            <translation>KLD = Mittel über die Token von Σ p ln(p ÷ q), p von %1, q von %2, ganzes Vokabular</translation>
        </message>
        <message>
            <source>PPL = exp(Σ nll ÷ n), second half of every window</source>
            <translation>PPL = exp(Σ nll ÷ n), zweite Hälfte jedes Fensters</translation>
        </message>
        <message>
            <source>Inputs</source>
            <translation>Eingangswerte</translation>
        </message>
        <message>
            <source>Mind</source>
            <translation>Zu beachten</translation>
        </message>
        <message>
            <source>Measured %1, once, on this machine</source>
            <comment>when</comment>
            <translation>Gemessen %1, einmal, auf diesem Rechner</translation>
        </message>
        <message>
            <source>left for %1, measured rate</source>
            <translation>verbleibend für %1, gemessene Rate</translation>
        </message>
        <message>
            <source>dB</source>
            <translation>dB</translation>
        </message>
        <message>
            <source>largest relative error of a tensor, %1</source>
            <translation>größter relativer Fehler eines Tensors, %1</translation>
        </message>
        <message>
            <source>error of %1: not measured yet</source>
            <translation>Fehler von %1: noch nicht gemessen</translation>
        </message>
        <message>
            <source>Tensor · %1</source>
            <comment>context line; preset</comment>
            <translation>Tensor · %1</translation>
        </message>
        <message>
            <source>%1 dB</source>
            <translation>%1 dB</translation>
        </message>
        <message>
            <source>stored as it is</source>
            <translation>gespeichert, wie er ist</translation>
        </message>
        <message>
            <source>rank %1 of %2</source>
            <translation>Rang %1 von %2</translation>
        </message>
        <message>
            <source>not measured yet: run this preset</source>
            <translation>noch nicht gemessen: diese Voreinstellung ausführen</translation>
        </message>
        <message>
            <source>Facts</source>
            <translation>Angaben</translation>
        </message>
        <message>
            <source>Why this type</source>
            <translation>Warum dieser Typ</translation>
        </message>
        <message>
            <source>error = 10 log₁₀(Σ(w − ŵ)² ÷ Σw²), over the whole tensor</source>
            <translation>Fehler = 10 log₁₀(Σ(w − ŵ)² ÷ Σw²), über den ganzen Tensor</translation>
        </message>
        <message>
            <source>Sizes computed from the tensor list before the run</source>
            <translation>Größen vor dem Lauf aus der Tensorliste berechnet</translation>
        </message>
        <message>
            <source>%1, whole tensor, once</source>
            <comment>measured when</comment>
            <translation>%1, ganzer Tensor, einmal</translation>
        </message>
    </context>
    <context>
        <name>OpenJobs</name>
        <message numerus="yes">
            <source>%n job(s) did not end before the window closed.</source>
            <translation>
                <numerusform>%n Auftrag war nicht zu Ende, als das Fenster sich schloss.</numerusform>
                <numerusform>%n Aufträge waren nicht zu Ende, als das Fenster sich schloss.</numerusform>
            </translation>
        </message>
        <message>
            <source>Run again is in the list of jobs.</source>
            <translation>Die Liste der Aufträge hat „Erneut ausführen“.</translation>
        </message>
    </context>
    <context>
        <name>RunInspection</name>
        <message>
            <source>Run %1</source>
            <translation>Lauf %1</translation>
        </message>
        <message>
            <source>How it ended</source>
            <translation>Wie er endete</translation>
        </message>
        <message>
            <source>Inputs</source>
            <translation>Eingaben</translation>
        </message>
        <message>
            <source>As the project keeps it, version %1</source>
            <translation>Wie es das Projekt aufbewahrt, Version %1</translation>
        </message>
    </context>
    <context>
        <name>RunsView</name>
        <message>
            <source>Runs of the project</source>
            <translation>Läufe des Projekts</translation>
        </message>
        <message>
            <source>No runs yet</source>
            <translation>Noch keine Läufe</translation>
        </message>
        <message>
            <source>What is quantized, evaluated or measured in this project is listed here.</source>
            <translation>Was in diesem Projekt quantisiert, bewertet oder gemessen wird, steht hier.</translation>
        </message>
    </context>
    <context>
        <name>Session</name>
        <message>
            <source>The project %1 is not in %2 any more; this is an empty one.</source>
            <translation>Das Projekt %1 ist nicht mehr in %2; dies hier ist ein leeres.</translation>
        </message>
        <message>
            <source>Locate it in the list of projects, or remove it there.</source>
            <translation>Suchen Sie es in der Liste der Projekte, oder entfernen Sie es dort.</translation>
        </message>
    </context>
    <context>
        <name>Dialogs</name>
        <message>
            <source>Save</source>
            <translation>Speichern</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Verwerfen</translation>
        </message>
    </context>
    <context>
        <name>Projects</name>
        <message>
            <source>Unnamed project, changed %1</source>
            <translation>Unbenanntes Projekt, geändert %1</translation>
        </message>
    </context>
    <context>
        <name>Remarks</name>
        <message>
            <source>{}</source>
            <translation>{}</translation>
        </message>
        <message>
            <source>{}: {}</source>
            <translation>{0}: {1}</translation>
        </message>
        <message>
            <source>{} and {} more</source>
            <translation>{0} und {1} weitere</translation>
        </message>
        <message>
            <source>quantize</source>
            <translation>Quantisieren</translation>
        </message>
        <message>
            <source>compare</source>
            <translation>Vergleichen</translation>
        </message>
        <message>
            <source>measure</source>
            <translation>Messen</translation>
        </message>
        <message>
            <source>hash</source>
            <translation>Prüfsumme</translation>
        </message>
        <message>
            <source>evaluate</source>
            <translation>Perplexität</translation>
        </message>
        <message>
            <source>noise floor</source>
            <translation>Grundrauschen</translation>
        </message>
        <message>
            <source>calibrate</source>
            <translation>Kalibrieren</translation>
        </message>
        <message>
            <source>sensitivity</source>
            <translation>Empfindlichkeit</translation>
        </message>
        <message>
            <source>errors</source>
            <translation>Fehler der Typen</translation>
        </message>
        <message>
            <source>scales</source>
            <translation>Kanalskalen</translation>
        </message>
        <message>
            <source>import</source>
            <translation>Importieren</translation>
        </message>
        <message>
            <source>export</source>
            <translation>Schreiben</translation>
        </message>
        <message>
            <source>generate</source>
            <translation>Erzeugen</translation>
        </message>
        <message>
            <source>prompt</source>
            <translation>Prompt lesen</translation>
        </message>
        <message>
            <source>logits</source>
            <translation>Logits</translation>
        </message>
        <message>
            <source>no NVIDIA driver: libnvidia-ml.so.1 not found</source>
            <translation>Kein NVIDIA-Treiber: libnvidia-ml.so.1 nicht gefunden</translation>
        </message>
        <message>
            <source>NVIDIA driver found, but NVML did not start: error {}</source>
            <translation>NVIDIA-Treiber gefunden, aber NVML startete nicht: Fehler {}</translation>
        </message>
        <message>
            <source>NVIDIA driver found, but it does not list its GPUs: error {}</source>
            <translation>NVIDIA-Treiber gefunden, aber er nennt keine GPUs: Fehler {}</translation>
        </message>
        <message>
            <source>NVIDIA driver found, but no GPU</source>
            <translation>NVIDIA-Treiber gefunden, aber keine GPU</translation>
        </message>
        <message>
            <source>NVIDIA GPU {} could not be opened</source>
            <translation>NVIDIA-GPU {} ließ sich nicht öffnen</translation>
        </message>
        <message>
            <source>{}: divided (MIG), a program uses one slice at a time</source>
            <translation>{} ist geteilt (MIG); ein Programm nutzt jeweils eine Scheibe</translation>
        </message>
        <message>
            <source>{}: divided (MIG), but no slice is set up, left out</source>
            <translation>{} ist geteilt (MIG), aber ohne eingerichtete Scheibe, ausgelassen</translation>
        </message>
        <message>
            <source>{}: divided (MIG), and the driver may not tell its slices to this user, left out</source>
            <translation>{}: geteilt (MIG), und der Treiber darf diesem Benutzer die Teile nicht nennen, ausgelassen</translation>
        </message>
        <message>
            <source>{}: divided (MIG), and the driver does not tell its slices (NVML error {}), left out</source>
            <translation>{0}: geteilt (MIG), und der Treiber nennt die Teile nicht (NVML-Fehler {1}), ausgelassen</translation>
        </message>
        <message>
            <source>{}: the memory of its card is not told, so its share of the bandwidth is not known, left out</source>
            <translation>{}: Der Speicher der ganzen Karte wird nicht mitgeteilt, daher ist der Anteil an der Bandbreite unbekannt, ausgelassen</translation>
        </message>
        <message>
            <source>{}: the driver tells no memory, left out</source>
            <translation>{}: Der Treiber nennt keinen Speicher, ausgelassen</translation>
        </message>
        <message>
            <source>{}: the driver cannot tell its memory, left out</source>
            <translation>{}: Der Treiber kann den Speicher nicht nennen, ausgelassen</translation>
        </message>
        <message>
            <source>{}: the driver may not tell its memory to this user, left out</source>
            <translation>{}: Der Treiber darf diesem Benutzer den Speicher nicht nennen, ausgelassen</translation>
        </message>
        <message>
            <source>{}: the driver has lost the card, left out: restart the machine</source>
            <translation>{}: Der Treiber hat die Karte verloren, ausgelassen: Rechner neu starten</translation>
        </message>
        <message>
            <source>{}: the driver does not tell its memory (NVML error {}), left out</source>
            <translation>{0}: Der Treiber nennt den Speicher nicht (NVML-Fehler {1}), ausgelassen</translation>
        </message>
        <message>
            <source>{}: its memory is not known, left out</source>
            <translation>{}: Speicher unbekannt, ausgelassen</translation>
        </message>
        <message>
            <source>{}: its memory bandwidth is not known, left out</source>
            <translation>{}: Speicherbandbreite unbekannt, ausgelassen</translation>
        </message>
        <message>
            <source>{}: shares the host&apos;s memory</source>
            <translation>{} teilt den Speicher des Rechners</translation>
        </message>
        <message>
            <source>{}: made for a display, left out</source>
            <translation>{} ist für den Bildschirm da, ausgelassen</translation>
        </message>
        <message>
            <source>{}: on the CPU&apos;s chip, left out beside a card</source>
            <translation>{} sitzt auf dem Prozessor und ist neben einer Karte ausgelassen</translation>
        </message>
        <message>
            <source>AMD GPU {} with {:.1f} GiB is not recognised: choose it from the catalogue</source>
            <translation>AMD-GPU {0} mit {1} GiB ist nicht bekannt: aus dem Katalog wählen</translation>
        </message>
        <message>
            <source>Intel GPU {} is not in the catalogue, left out</source>
            <translation>Die Intel-GPU {} ist nicht im Katalog, ausgelassen</translation>
        </message>
        <message>
            <source>Intel GPU {} may be any of {}: choose it from the catalogue</source>
            <translation>Die Intel-GPU {0} kann eine von diesen sein: {1}. Bitte im Katalog wählen</translation>
        </message>
        <message>
            <source>the topology library could not read this machine: cores and caches are unknown</source>
            <translation>Kerne und Caches ließen sich nicht lesen</translation>
        </message>
        <message>
            <source>the system does not tell the processor&apos;s name</source>
            <translation>Das System nennt den Prozessor nicht</translation>
        </message>
        <message>
            <source>the system does not tell its memory</source>
            <translation>Das System nennt seinen Speicher nicht</translation>
        </message>
        <message>
            <source>memory is limited by the container</source>
            <translation>Der Container begrenzt den Speicher</translation>
        </message>
        <message>
            <source>power supply and circuit cannot be detected</source>
            <translation>Netzteil und Stromkreis lassen sich nicht erkennen</translation>
        </message>
        <message>
            <source>an encoder: it reads a text at once, keeps no cache and generates nothing</source>
            <translation>ein Encoder: er liest einen Text auf einmal, hält keinen Cache und erzeugt nichts</translation>
        </message>
        <message>
            <source>an embedding model: it gives one vector for a text and generates nothing</source>
            <translation>ein Embedding-Modell: es liefert einen Vektor zu einem Text und erzeugt nichts</translation>
        </message>
        <message>
            <source>a classifier or reranker: it scores a text and generates nothing</source>
            <translation>ein Klassifikator oder Reranker: er bewertet einen Text und erzeugt nichts</translation>
        </message>
        <message>
            <source>a diffusion model: it writes all tokens at once, in steps; speeds are not modelled</source>
            <translation>ein Diffusionsmodell: es schreibt alle Token auf einmal, in Schritten; Geschwindigkeiten sind nicht modelliert</translation>
        </message>
        <message>
            <source>an encoder-decoder of {} and {} layers: the cache is the decoder&apos;s own, without cross attention&apos;s; speeds are not modelled</source>
            <translation>ein Encoder-Decoder mit {0} und {1} Schichten: der Cache ist der eigene des Decoders, ohne den der Cross-Attention; Geschwindigkeiten sind nicht modelliert</translation>
        </message>
        <message>
            <source>{:.0f} tensors ({:.0f} bytes) belong to no layer that is known; the first is {}</source>
            <translation>Zu keiner bekannten Schicht gehörende Tensoren: {0} ({1} Byte), der erste ist {2}</translation>
        </message>
        <message>
            <source>the keys of its indexer are cached too and not counted: {:.0f} numbers a token</source>
            <translation>auch die Schlüssel seines Indexers liegen im Cache und sind nicht mitgezählt: {} Zahlen je Token</translation>
        </message>
        <message>
            <source>{} of the {} rows of token_embd.weight are spare: there are {} tokens</source>
            <translation>{0} der {1} Zeilen von token_embd.weight sind übrig: es gibt {2} Token</translation>
        </message>
        <message>
            <source>the model looks back {} tokens, for which llama.cpp has no place in architecture {}: in longer contexts a GGUF file gives other figures than a folder, and all of them are cached</source>
            <translation>das Modell blickt {0} Token zurück, wofür llama.cpp in der Architektur {1} keinen Platz hat: in längeren Kontexten liefert eine GGUF-Datei andere Werte als ein Ordner, und alle Token liegen im Cache</translation>
        </message>
        <message>
            <source>beyond its trained {} tokens the model scales positions anew as a text grows, which is not modelled</source>
            <translation>jenseits der trainierten {} Token skaliert das Modell die Positionen neu, während ein Text wächst, was nicht nachgebildet wird</translation>
        </message>
        <message>
            <source>an older conversion without {}.attention.key_length_mla: llama.cpp keeps keys and values of every head, {:.1f} times the compressed cache of a conversion of today</source>
            <translation>eine ältere Umwandlung ohne {0}.attention.key_length_mla: llama.cpp hält Schlüssel und Werte jedes Kopfes, {1}-mal so viel wie der komprimierte Cache einer heutigen Umwandlung</translation>
        </message>
        <message>
            <source>the model&apos;s YaRN blends from and to fractions of a pair, which llama.cpp rounds to whole ones: a GGUF file gives slightly other figures than a folder</source>
            <translation>das YaRN des Modells blendet von und zu Bruchteilen eines Paars über, die llama.cpp auf ganze rundet: eine GGUF-Datei liefert etwas andere Werte als ein Ordner</translation>
        </message>
        <message>
            <source>the model&apos;s GELU is the exact one, computed here as in llama.cpp in its tanh form: logits differ by some thousandths</source>
            <translation>das GELU des Modells ist das exakte, hier wie in llama.cpp in der tanh-Form gerechnet: Logits weichen um einige Tausendstel ab</translation>
        </message>
        <message>
            <source>the model ranks groups of experts by their best one, here as in llama.cpp by their two best: other experts may be chosen</source>
            <translation>das Modell ordnet Expertengruppen nach ihrem besten Experten, hier wie in llama.cpp nach ihren zwei besten: es können andere Experten gewählt werden</translation>
        </message>
        <message>
            <source>the model does not scale its embeddings, as llama.cpp does for this architecture: a GGUF file of it gives other figures than the folder</source>
            <translation>das Modell skaliert seine Einbettungen nicht, wie llama.cpp es bei dieser Architektur tut: eine GGUF-Datei davon ergibt andere Zahlen als der Ordner</translation>
        </message>
        <message>
            <source>the model weighs its experts by sparse mixing and norms around the mean, llama.cpp by softmax and norms by size: a GGUF file of it gives other figures than the folder</source>
            <translation>das Modell gewichtet seine Experten dünn gemischt und normiert um den Mittelwert, llama.cpp mit Softmax und nach der Größe: eine GGUF-Datei davon ergibt andere Zahlen als der Ordner</translation>
        </message>
        <message>
            <source>llama.cpp does not run architecture {}: the folder is all there is</source>
            <translation>llama.cpp führt die Architektur {} nicht aus: es gibt nur den Ordner</translation>
        </message>
        <message>
            <source>the tokenizer changes: &quot;{}&quot; gets other ids than from tokenizer.json</source>
            <translation>der Tokenizer ändert sich: „{}“ erhält andere Nummern als von tokenizer.json</translation>
        </message>
        <message>
            <source>mislabelled: {} says {}, which takes {:.2f} bits per weight of this model, and its weights take {:.2f}</source>
            <translation>falsch benannt: {} sagt {}, was bei diesem Modell {:.2f} Bit je Gewicht braucht; seine Gewichte brauchen {:.2f}</translation>
        </message>
        <message>
            <source>&quot;{}&quot; is known neither to llama.cpp nor here</source>
            <translation>„{}“ ist weder llama.cpp noch hier bekannt</translation>
        </message>
        <message>
            <source>header only: the file&apos;s weights are not all here, so that it can be inspected and planned, and not run</source>
            <translation>nur der Kopf: die Gewichte der Datei sind nicht alle da; sie lässt sich ansehen und planen, aber nicht ausführen</translation>
        </message>
        <message>
            <source>the model attends within chunks of {} tokens, llama.cpp within chunks of {}: beyond the shorter of them a GGUF file gives other figures than a folder</source>
            <translation>das Modell sieht je {} Token in einem Abschnitt, llama.cpp je {}: jenseits des kürzeren rechnet eine GGUF-Datei anders als ein Ordner</translation>
        </message>
        <message>
            <source>the tokenizer changes: other tokens are put around a text than tokenizer.json says</source>
            <translation>der Tokenizer ändert sich: um einen Text stehen andere Token, als tokenizer.json sagt</translation>
        </message>
        <message>
            <source>the tokenizer changes after special tokens: &quot;{}&quot; gets other ids than from tokenizer.json, as GGUF has no word for its spaces</source>
            <translation>der Tokenizer ändert sich hinter besonderen Token: „{}“ erhält andere Nummern als von tokenizer.json, weil GGUF für dessen Leerzeichen kein Wort hat</translation>
        </message>
        <message>
            <source>the file has no tokenizer that can be used, as GGUF has no words for that of tokenizer.json</source>
            <translation>die Datei hat keinen brauchbaren Tokenizer, weil GGUF für den von tokenizer.json keine Worte hat</translation>
        </message>
        <message>
            <source>every tensor as it is: a new header and manifest</source>
            <translation>Jeder Tensor, wie er ist: neuer Kopf und neues Manifest</translation>
        </message>
        <message>
            <source>32 bits: as computed with, twice the size of what is published</source>
            <translation>32 Bit: wie gerechnet wird, doppelt so groß wie veröffentlicht</translation>
        </message>
        <message>
            <source>16 bits: what most models are published in</source>
            <translation>16 Bit: so werden die meisten Modelle veröffentlicht</translation>
        </message>
        <message>
            <source>16 bits: practically the original</source>
            <translation>16 Bit: praktisch das Original</translation>
        </message>
        <message>
            <source>8.5 bits: practically the original</source>
            <translation>8,5 Bit: praktisch das Original</translation>
        </message>
        <message>
            <source>experts in 4.25 bits, the rest in 8.5: for mixtures of experts</source>
            <translation>Experten in 4,25 Bit, der Rest in 8,5: für Expertenmodelle</translation>
        </message>
        <message>
            <source>6.6 bits: hardly distinguishable from the original</source>
            <translation>6,6 Bit: kaum vom Original zu unterscheiden</translation>
        </message>
        <message>
            <source>6.0 bits: older format, Q5_K_M is better and smaller</source>
            <translation>6,0 Bit: älteres Format, Q5_K_M ist besser und kleiner</translation>
        </message>
        <message>
            <source>5.7 bits: very small loss</source>
            <translation>5,7 Bit: sehr kleiner Verlust</translation>
        </message>
        <message>
            <source>5.6 bits: small loss</source>
            <translation>5,6 Bit: kleiner Verlust</translation>
        </message>
        <message>
            <source>5.6 bits: older format, Q5_K_S is better at the same size</source>
            <translation>5,6 Bit: älteres Format, Q5_K_S ist bei gleicher Größe besser</translation>
        </message>
        <message>
            <source>5.1 bits: older format, Q4_K_M is better and smaller</source>
            <translation>5,1 Bit: älteres Format, Q4_K_M ist besser und kleiner</translation>
        </message>
        <message>
            <source>4.9 bits: the usual choice, small loss</source>
            <translation>4,9 Bit: die übliche Wahl, kleiner Verlust</translation>
        </message>
        <message>
            <source>4.7 bits: uneven levels, for widths that K-quants do not divide</source>
            <translation>4,7 Bit: ungleiche Stufen, für Breiten, die K-Quants nicht teilen</translation>
        </message>
        <message>
            <source>4.7 bits: slightly smaller than Q4_K_M, slightly more loss</source>
            <translation>4,7 Bit: etwas kleiner als Q4_K_M, etwas mehr Verlust</translation>
        </message>
        <message>
            <source>4.6 bits: older format, fast on simple hardware, more loss than Q4_K_S</source>
            <translation>4,6 Bit: älteres Format, schnell auf einfacher Hardware, mehr Verlust als Q4_K_S</translation>
        </message>
        <message>
            <source>4.5 bits: as good as Q4_K_S and smaller, better with importance matrix</source>
            <translation>4,5 Bit: so gut wie Q4_K_S und kleiner, besser mit Wichtigkeitsmatrix</translation>
        </message>
        <message>
            <source>4.3 bits: noticeable loss</source>
            <translation>4,3 Bit: merklicher Verlust</translation>
        </message>
        <message>
            <source>4.0 bits: noticeable loss</source>
            <translation>4,0 Bit: merklicher Verlust</translation>
        </message>
        <message>
            <source>3.8 bits: noticeable loss, better than Q3_K_M for its size</source>
            <translation>3,8 Bit: merklicher Verlust, für seine Größe besser als Q3_K_M</translation>
        </message>
        <message>
            <source>3.7 bits: large loss</source>
            <translation>3,7 Bit: großer Verlust</translation>
        </message>
        <message>
            <source>3.6 bits: large loss</source>
            <translation>3,6 Bit: großer Verlust</translation>
        </message>
        <message>
            <source>3.5 bits: large loss; importance matrix needed</source>
            <translation>3,5 Bit: großer Verlust; Wichtigkeitsmatrix nötig</translation>
        </message>
        <message>
            <source>3.4 bits: large loss; importance matrix needed</source>
            <translation>3,4 Bit: großer Verlust; Wichtigkeitsmatrix nötig</translation>
        </message>
        <message>
            <source>3.2 bits: very large loss, for models that fit no other way</source>
            <translation>3,2 Bit: sehr großer Verlust, für Modelle, die anders nicht passen</translation>
        </message>
        <message>
            <source>3.0 bits: very large loss; importance matrix needed</source>
            <translation>3,0 Bit: sehr großer Verlust; Wichtigkeitsmatrix nötig</translation>
        </message>
        <message>
            <source>2.9 bits: very large loss; importance matrix needed</source>
            <translation>2,9 Bit: sehr großer Verlust; Wichtigkeitsmatrix nötig</translation>
        </message>
        <message>
            <source>2.7 bits: very large loss; importance matrix needed</source>
            <translation>2,7 Bit: sehr großer Verlust; Wichtigkeitsmatrix nötig</translation>
        </message>
        <message>
            <source>2.6 bits: for models trained with ternary weights</source>
            <translation>2,6 Bit: für Modelle, die mit dreiwertigen Gewichten trainiert sind</translation>
        </message>
        <message>
            <source>2.6 bits: very large loss; importance matrix needed</source>
            <translation>2,6 Bit: sehr großer Verlust; Wichtigkeitsmatrix nötig</translation>
        </message>
        <message>
            <source>2.5 bits: for models trained with ternary weights</source>
            <translation>2,5 Bit: für Modelle, die mit dreiwertigen Gewichten trainiert sind</translation>
        </message>
        <message>
            <source>2.4 bits: very large loss; importance matrix needed</source>
            <translation>2,4 Bit: sehr großer Verlust; Wichtigkeitsmatrix nötig</translation>
        </message>
        <message>
            <source>2.2 bits: for models trained with ternary weights</source>
            <translation>2,2 Bit: für Modelle, die mit dreiwertigen Gewichten trainiert sind</translation>
        </message>
        <message>
            <source>2.1 bits: hardly usable; importance matrix needed</source>
            <translation>2,1 Bit: kaum brauchbar; Wichtigkeitsmatrix nötig</translation>
        </message>
        <message>
            <source>2.0 bits: hardly usable; importance matrix needed</source>
            <translation>2,0 Bit: kaum brauchbar; Wichtigkeitsmatrix nötig</translation>
        </message>
        <message>
            <source>1.5 bits: for models trained with one-bit weights</source>
            <translation>1,5 Bit: für Modelle, die mit Ein-Bit-Gewichten trainiert sind</translation>
        </message>
        <message>
            <source>compressed-tensors, 4-bit integers in groups of 128</source>
            <translation>compressed-tensors, ganze Zahlen mit 4 Bit in Gruppen von 128</translation>
        </message>
        <message>
            <source>compressed-tensors, 4-bit integers with a zero point, in groups of 128</source>
            <translation>compressed-tensors, ganze Zahlen mit 4 Bit und Nullpunkt, in Gruppen von 128</translation>
        </message>
        <message>
            <source>compressed-tensors, 8-bit integers in groups of 128</source>
            <translation>compressed-tensors, ganze Zahlen mit 8 Bit in Gruppen von 128</translation>
        </message>
        <message>
            <source>compressed-tensors, 8-bit integers per channel, activations per token</source>
            <translation>compressed-tensors, ganze Zahlen mit 8 Bit je Kanal, Aktivierungen je Token</translation>
        </message>
        <message>
            <source>compressed-tensors, FP8 (E4M3) per channel, activations per token</source>
            <translation>compressed-tensors, FP8 (E4M3) je Kanal, Aktivierungen je Token</translation>
        </message>
        <message>
            <source>compressed-tensors, FP8 (E4M3) in blocks of 128 x 128, activations in groups</source>
            <translation>compressed-tensors, FP8 (E4M3) in Blöcken von 128 x 128, Aktivierungen in Gruppen</translation>
        </message>
        <message>
            <source>compressed-tensors, four-bit floats in groups of 16, scales in FP8</source>
            <translation>compressed-tensors, Gleitkommazahlen mit vier Bit in Gruppen von 16, Skalen in FP8</translation>
        </message>
        <message>
            <source>compressed-tensors, four-bit floats in groups of 32, scales powers of two</source>
            <translation>compressed-tensors, Gleitkommazahlen mit vier Bit in Gruppen von 32, Skalen als Zweierpotenzen</translation>
        </message>
        <message>
            <source>GPTQ checkpoint, 4-bit integers in groups of 128</source>
            <translation>GPTQ-Checkpoint, ganze Zahlen mit 4 Bit in Gruppen von 128</translation>
        </message>
        <message>
            <source>the same in version 2 of the checkpoint</source>
            <translation>dasselbe in Version 2 des Checkpoints</translation>
        </message>
        <message>
            <source>GPTQ checkpoint, 3-bit integers in groups of 128</source>
            <translation>GPTQ-Checkpoint, ganze Zahlen mit 3 Bit in Gruppen von 128</translation>
        </message>
        <message>
            <source>GPTQ checkpoint, 8-bit integers in groups of 128</source>
            <translation>GPTQ-Checkpoint, ganze Zahlen mit 8 Bit in Gruppen von 128</translation>
        </message>
        <message>
            <source>AWQ checkpoint (GEMM), 4-bit integers with a zero point, in groups of 128</source>
            <translation>AWQ-Checkpoint (GEMM), ganze Zahlen mit 4 Bit und Nullpunkt, in Gruppen von 128</translation>
        </message>
        <message>
            <source>bitsandbytes, NF4 in blocks of 64 with double quantization</source>
            <translation>bitsandbytes, NF4 in Blöcken von 64 mit doppelter Quantisierung</translation>
        </message>
        <message>
            <source>made from {}</source>
            <translation>aus {} gemacht</translation>
        </message>
        <message>
            <source>found for {}</source>
            <translation>gefunden für {}</translation>
        </message>
        <message>
            <source>the preset&apos;s type</source>
            <translation>Der Typ der Stufe</translation>
        </message>
        <message>
            <source>the output head keeps more bits</source>
            <translation>Der Ausgabekopf behält mehr Bits</translation>
        </message>
        <message>
            <source>the output head keeps eight bits</source>
            <translation>Der Ausgabekopf behält acht Bit</translation>
        </message>
        <message>
            <source>Falcon&apos;s output head keeps eight bits</source>
            <translation>Der Ausgabekopf von Falcon behält acht Bit</translation>
        </message>
        <message>
            <source>the output head&apos;s rows do not divide: eight bits</source>
            <translation>Die Zeilen des Ausgabekopfs gehen nicht auf: acht Bit</translation>
        </message>
        <message>
            <source>the embedding table is the head too</source>
            <translation>die Einbettungstabelle ist auch der Kopf</translation>
        </message>
        <message>
            <source>the embedding table keeps more bits</source>
            <translation>Die Embedding-Tabelle behält mehr Bit</translation>
        </message>
        <message>
            <source>the weights of all experts in one tensor</source>
            <translation>Die Gewichte aller Experten in einem Tensor</translation>
        </message>
        <message>
            <source>no experts: eight bits</source>
            <translation>Keine Experten: acht Bit</translation>
        </message>
        <message>
            <source>more bits for attention values, which are small and matter</source>
            <translation>Mehr Bits für attention values, die klein sind und viel bewirken</translation>
        </message>
        <message>
            <source>most bits for attention values in the first two layers</source>
            <translation>Die meisten Bits für attention values in den ersten zwei Schichten</translation>
        </message>
        <message>
            <source>more bits for attention values in the first four layers</source>
            <translation>Mehr Bits für attention values in den ersten vier Schichten</translation>
        </message>
        <message>
            <source>more bits for attention values in the first and last eighth and every third layer</source>
            <translation>Mehr Bits für attention values im ersten und letzten Achtel und jeder dritten Schicht</translation>
        </message>
        <message>
            <source>in the 70B model eight heads share each attention value: five bits cost little</source>
            <translation>Im 70B-Modell teilen sich acht Köpfe jeden attention value: fünf Bits kosten wenig</translation>
        </message>
        <message>
            <source>beside eight experts attention keys and values are small: they keep eight bits</source>
            <translation>Neben acht Experten sind attention keys und values klein: sie behalten acht Bits</translation>
        </message>
        <message>
            <source>beside eight experts attention keys are small: four bits</source>
            <translation>Neben acht Experten sind die Attention-Keys klein: vier Bit</translation>
        </message>
        <message>
            <source>fewer bits for queries and keys, which suffer least</source>
            <translation>Weniger Bit für Queries und Keys, die am wenigsten leiden</translation>
        </message>
        <message>
            <source>more bits for ffn_down, which suffers most</source>
            <translation>Mehr Bits für ffn_down, das am meisten leidet</translation>
        </message>
        <message>
            <source>more bits for ffn_down in the first sixteenth of the layers</source>
            <translation>Mehr Bits für ffn_down im ersten Sechzehntel der Schichten</translation>
        </message>
        <message>
            <source>more bits for ffn_down in the first eighth of the layers</source>
            <translation>Mehr Bits für ffn_down im ersten Achtel der Schichten</translation>
        </message>
        <message>
            <source>more bits for ffn_down in the first and last eighth and every third layer</source>
            <translation>Mehr Bits für ffn_down im ersten und letzten Achtel und jeder dritten Schicht</translation>
        </message>
        <message>
            <source>without importance matrix ffn_down needs more bits</source>
            <translation>Ohne Wichtigkeitsmatrix braucht ffn_down mehr Bit</translation>
        </message>
        <message>
            <source>with importance weights the first ffn_down layers need an offset</source>
            <translation>Mit Wichtigkeitsgewichten brauchen die ersten Schichten von ffn_down einen Versatz</translation>
        </message>
        <message>
            <source>more bits for the attention output</source>
            <translation>Mehr Bits für die attention-Ausgabe</translation>
        </message>
        <message>
            <source>beside eight experts the attention output is small: it keeps five bits</source>
            <translation>Neben acht Experten ist die attention-Ausgabe klein: sie behält fünf Bits</translation>
        </message>
        <message>
            <source>fewer bits in the middle layers</source>
            <translation>Weniger Bit in den mittleren Schichten</translation>
        </message>
        <message>
            <source>copied</source>
            <translation>Kopiert</translation>
        </message>
        <message>
            <source>the output head stays as it is, as wished</source>
            <translation>Der Ausgabekopf bleibt auf Wunsch, wie er ist</translation>
        </message>
        <message>
            <source>the type wished for embedding tables</source>
            <translation>Der gewünschte Typ für Embedding-Tabellen</translation>
        </message>
        <message>
            <source>the type wished for the output head</source>
            <translation>Der gewünschte Typ für den Ausgabekopf</translation>
        </message>
        <message>
            <source>one-dimensional: stays as it is</source>
            <translation>Eindimensional: bleibt, wie es ist</translation>
        </message>
        <message>
            <source>no weight matrix: stays as it is</source>
            <translation>Keine Gewichtsmatrix: bleibt, wie es ist</translation>
        </message>
        <message>
            <source>position embeddings stay as they are</source>
            <translation>Positions-Embeddings bleiben, wie sie sind</translation>
        </message>
        <message>
            <source>token type embeddings stay as they are</source>
            <translation>Embeddings der Token-Arten bleiben, wie sie sind</translation>
        </message>
        <message>
            <source>norms stay as they are</source>
            <translation>Normen bleiben, wie sie sind</translation>
        </message>
        <message>
            <source>the router stays as it is</source>
            <translation>Der Router bleibt, wie er ist</translation>
        </message>
        <message>
            <source>the routing table stays as it is</source>
            <translation>Die Routing-Tabelle bleibt, wie sie ist</translation>
        </message>
        <message>
            <source>small and sensitive: stays as it is</source>
            <translation>Klein und empfindlich: bleibt, wie er ist</translation>
        </message>
        <message>
            <source>small convolution: stays as it is</source>
            <translation>Kleine Faltung: bleibt, wie sie ist</translation>
        </message>
        <message>
            <source>small mixing weights: stay as they are</source>
            <translation>Kleine Mischgewichte: bleiben, wie sie sind</translation>
        </message>
        <message>
            <source>relative positions stay as they are</source>
            <translation>Relative Positionen bleiben, wie sie sind</translation>
        </message>
        <message>
            <source>part of another modality: stays as it is</source>
            <translation>Teil einer anderen Modalität: bleibt, wie er ist</translation>
        </message>
        <message>
            <source>no matrix</source>
            <translation>Keine Matrix</translation>
        </message>
        <message>
            <source>not part of the text model&apos;s layers</source>
            <translation>Gehört nicht zu den Schichten des Textmodells</translation>
        </message>
        <message>
            <source>gives the logits</source>
            <translation>Liefert die Logits</translation>
        </message>
        <message>
            <source>a table that is looked up</source>
            <translation>Eine Tabelle, in der nachgeschlagen wird</translation>
        </message>
        <message>
            <source>engines do not quantize it</source>
            <translation>Wird von den Laufzeiten nicht quantisiert</translation>
        </message>
        <message>
            <source>a layer&apos;s projection</source>
            <translation>Projektion einer Schicht</translation>
        </message>
        <message>
            <source>a layer&apos;s projection, errors compensated</source>
            <translation>Projektion einer Schicht, Fehler ausgeglichen</translation>
        </message>
        <message>
            <source>a layer&apos;s projection, channels scaled</source>
            <translation>Projektion einer Schicht, Kanäle skaliert</translation>
        </message>
        <message>
            <source>nothing before it is known that its scales could be divided out of</source>
            <translation>Davor ist nichts bekannt, aus dem seine Skalen herausgeteilt werden könnten</translation>
        </message>
        <message>
            <source>rounded to nearest: {}</source>
            <translation>Auf den nächsten Wert gerundet: {}</translation>
        </message>
        <message>
            <source>the calibration holds no Hessian of its input</source>
            <translation>die Kalibrierung enthält keine Hesse-Matrix seiner Eingabe</translation>
        </message>
        <message>
            <source>the calibration is of another shape</source>
            <translation>die Kalibrierung hat eine andere Form</translation>
        </message>
        <message>
            <source>{} outputs are no multiple of {}</source>
            <translation>{0} Ausgaben sind kein Vielfaches von {1}</translation>
        </message>
        <message>
            <source>{} inputs are no multiple of {}</source>
            <translation>{0} Eingaben sind kein Vielfaches von {1}</translation>
        </message>
        <message>
            <source>rows of {} are no multiple of {}&apos;s {}: {} instead</source>
            <translation>Zeilen von {0} sind kein Vielfaches der {2} von {1}: stattdessen {3}</translation>
        </message>
        <message>
            <source>its importance cannot be used</source>
            <translation>Seine Wichtigkeit ist unbrauchbar</translation>
        </message>
        <message>
            <source>{} of {} experts not covered</source>
            <translation>{0} von {1} Experten nicht erfasst</translation>
        </message>
        <message>
            <source>{} of {} columns without usable importance</source>
            <translation>{0} von {1} Spalten ohne brauchbare Wichtigkeit</translation>
        </message>
        <message>
            <source>the preset copies every tensor</source>
            <translation>Die Voreinstellung kopiert jeden Tensor</translation>
        </message>
        <message>
            <source>the type wished for embedding tables comes first</source>
            <translation>Der für Einbettungstabellen gewünschte Typ geht vor</translation>
        </message>
        <message>
            <source>the type wished for the output head comes first</source>
            <translation>Der für den Ausgabekopf gewünschte Typ geht vor</translation>
        </message>
        <message>
            <source>{} comes first</source>
            <translation>{} geht vor</translation>
        </message>
        <message>
            <source>override {}</source>
            <translation>Durch die Vorgabe {} gesetzt</translation>
        </message>
        <message>
            <source>the preset&apos;s {}</source>
            <translation>Von der Voreinstellung gesetzt: {}</translation>
        </message>
        <message>
            <source>override ^{}$={}</source>
            <translation>Von Hand auf {1} gesetzt</translation>
        </message>
        <message>
            <source>the preset&apos;s ^{}$={}</source>
            <translation>Von der Voreinstellung auf {1} gesetzt</translation>
        </message>
        <message>
            <source>rtn</source>
            <translation>Zum nächsten</translation>
        </message>
        <message>
            <source>gptq</source>
            <translation>GPTQ</translation>
        </message>
        <message>
            <source>awq</source>
            <translation>AWQ</translation>
        </message>
        <message>
            <source>smoothquant</source>
            <translation>SmoothQuant</translation>
        </message>
        <message>
            <source>hqq</source>
            <translation>HQQ</translation>
        </message>
        <message>
            <source>signround</source>
            <translation>Gelerntes Runden</translation>
        </message>
        <message>
            <source>{} has no minimum of its own in each block</source>
            <translation>{} hat kein eigenes Minimum je Block</translation>
        </message>
        <message>
            <source>{} has no levels that could be chosen one by one</source>
            <translation>{} hat keine Stufen, die einzeln gewählt werden könnten</translation>
        </message>
        <message>
            <source>the calibration knows {} matrices of it, there are {}</source>
            <translation>die Kalibrierung kennt {0} Matrizen davon, es gibt {1}</translation>
        </message>
        <message>
            <source>channels scaled by exponent {:.2f}: output error {:+.2f} dB</source>
            <translation>Kanäle mit Exponent {0} skaliert: Ausgabefehler {1} dB</translation>
        </message>
        <message>
            <source>channels scaled by exponent {:.2f} over the weights&apos; size: output error {:+.2f} dB</source>
            <translation>Kanäle mit Exponent {0} über der Größe der Gewichte skaliert: Ausgabefehler {1} dB</translation>
        </message>
        <message>
            <source>channels scaled by {:.3g} to {:.3g}, exponent {:.2f}: output error {:+.2f} dB</source>
            <translation>Kanäle mit {0} bis {1} skaliert, Exponent {2}: Ausgabefehler {3} dB</translation>
        </message>
        <message>
            <source>channels scaled by {:.3g} to {:.3g}, exponent {:.2f} over the weights&apos; size: output error {:+.2f} dB</source>
            <translation>Kanäle mit {0} bis {1} skaliert, Exponent {2} über der Größe der Gewichte: Ausgabefehler {3} dB</translation>
        </message>
        <message>
            <source>GPTQ: output error {:+.2f} dB against plain rounding</source>
            <translation>GPTQ: Ausgabefehler {} dB gegenüber einfachem Runden</translation>
        </message>
        <message>
            <source>learned rounding: output error {:+.2f} dB against plain rounding</source>
            <translation>gelerntes Runden: Ausgabefehler {} dB gegenüber einfachem Runden</translation>
        </message>
        <message>
            <source>{} of {} rows kept plain rounding</source>
            <translation>{0} von {1} Zeilen blieben einfach gerundet</translation>
        </message>
        <message>
            <source>without {}: {}</source>
            <translation>ohne {0}: {1}</translation>
        </message>
        <message>
            <source>the override {} matches no tensor</source>
            <translation>Die Ausnahme {} passt auf keinen Tensor</translation>
        </message>
        <message>
            <source>the override {} has no effect: {}</source>
            <translation>Die Ausnahme {0} hat keine Wirkung: {1}</translation>
        </message>
        <message>
            <source>the override {} changes nothing: what it matches has that type anyway</source>
            <translation>Die Ausnahme {} ändert nichts: Worauf sie passt, hat diesen Typ ohnehin</translation>
        </message>
        <message>
            <source>the overrides of the preset have no effect: one type for all tensors is wished</source>
            <translation>Die Ausnahmen der Voreinstellung haben keine Wirkung: Ein Typ für alle Tensoren ist gewünscht</translation>
        </message>
        <message>
            <source>{} of {} overrides of the preset match no tensor: {}</source>
            <translation>{0} von {1} Ausnahmen der Voreinstellung passen auf keinen Tensor: {2}</translation>
        </message>
        <message>
            <source>one type for all tensors has no effect: every tensor has the same type without</source>
            <translation>Ein Typ für alle Tensoren hat keine Wirkung: Jeder Tensor hat auch ohne das denselben Typ</translation>
        </message>
        <message>
            <source>leaving the output head as it is has no effect: every tensor has the same type without</source>
            <translation>Den Ausgabekopf zu lassen, wie er ist, hat keine Wirkung: Jeder Tensor hat auch ohne das denselben Typ</translation>
        </message>
        <message>
            <source>the type wished for the output head has no effect: every tensor has the same type without</source>
            <translation>Der für den Ausgabekopf gewünschte Typ hat keine Wirkung: Jeder Tensor hat auch ohne das denselben Typ</translation>
        </message>
        <message>
            <source>the type wished for embedding tables has no effect: every tensor has the same type without</source>
            <translation>Der für Einbettungstabellen gewünschte Typ hat keine Wirkung: Jeder Tensor hat auch ohne das denselben Typ</translation>
        </message>
        <message>
            <source>trying more scales has no effect: the preset rounds no tensor</source>
            <translation>Mehr Skalen zu versuchen hat keine Wirkung: die Voreinstellung rundet keinen Tensor</translation>
        </message>
        <message>
            <source>{} of {} tensors have another type than the preset&apos;s because their rows do not divide: {:.3f} bits per weight, {:.3f} for the whole model</source>
            <translation>{0} von {1} Tensoren haben einen anderen Typ als den der Voreinstellung, weil ihre Zeilen nicht aufgehen: {2} Bit je Gewicht, {3} für das ganze Modell</translation>
        </message>
        <message>
            <source>the importance matrix has no effect: the preset rounds no tensor</source>
            <translation>Die Wichtigkeitsmatrix hat keine Wirkung: Die Voreinstellung rundet keinen Tensor</translation>
        </message>
        <message>
            <source>the importance matrix has no effect: {} has no scales to choose by it</source>
            <translation>Die Wichtigkeitsmatrix hat keine Wirkung: {} hat keine Skalen, die nach ihr zu wählen wären</translation>
        </message>
        <message>
            <source>no importance is known for {}: rounded with equal weights, as llama-quantize does</source>
            <translation>Für {} ist keine Wichtigkeit bekannt: mit gleichen Gewichten gerundet, wie llama-quantize es tut</translation>
        </message>
        <message>
            <source>the importance matrix also holds {}, which the model does not have</source>
            <translation>Die Wichtigkeitsmatrix enthält auch {}, was das Modell nicht hat</translation>
        </message>
        <message>
            <source>the importance of {} cannot be used, it is zero or beyond all measure: rounded with equal weights</source>
            <translation>Die Wichtigkeit von {} ist unbrauchbar, sie ist null oder jenseits jedes Maßes: mit gleichem Gewicht gerundet</translation>
        </message>
        <message>
            <source>{} of {} experts not covered by the importance matrix in {}: their weights count the same</source>
            <translation>{0} von {1} Experten sind in {2} von der Wichtigkeitsmatrix nicht erfasst: Ihre Gewichte zählen gleich</translation>
        </message>
        <message>
            <source>up to {} of {} experts not covered by the importance matrix in {}: their weights count the same</source>
            <translation>Bis zu {0} von {1} Experten sind in {2} von der Wichtigkeitsmatrix nicht erfasst: Ihre Gewichte zählen gleich</translation>
        </message>
        <message>
            <source>{} of {} columns without usable importance in {}: they weigh as the nearest of the others</source>
            <translation>{0} von {1} Spalten ohne brauchbare Wichtigkeit in {2}: Sie wiegen wie die nächste der übrigen</translation>
        </message>
        <message>
            <source>up to {} of {} columns without usable importance in {}: they weigh as the nearest of the others</source>
            <translation>Bis zu {0} von {1} Spalten ohne brauchbare Wichtigkeit in {2}: Sie wiegen wie die nächste der übrigen</translation>
        </message>
        <message>
            <source>the head has weights of its own now: rotated, it can no longer share them with the embeddings</source>
            <translation>der Kopf hat jetzt eigene Gewichte: gedreht kann er sie nicht mehr mit den Einbettungen teilen</translation>
        </message>
        <message>
            <source>no place for channel scales is known in architecture {}: weights are rounded with importance alone</source>
            <translation>Für Kanalskalen ist in der Architektur {} kein Platz bekannt: gerundet wird nur mit Wichtigkeit</translation>
        </message>
        <message>
            <source>{} of the quantized tensors are rounded without {}: {}, {}</source>
            <translation>{0} der quantisierten Tensoren werden ohne {1} gerundet, zum Beispiel {2}: {3}</translation>
        </message>
        <message>
            <source>{} projections stay as they are: {}</source>
            <translation>Projektionen, die bleiben, wie sie sind: {0} ({1})</translation>
        </message>
        <message>
            <source>{} projections are rounded to nearest: the calibration has no Hessian for them</source>
            <translation>Zum Nächsten gerundete Projektionen, da die Kalibrierung keine Hesse-Matrix für sie hat: {}</translation>
        </message>
        <message>
            <source>{} projections are rounded without {}: nothing before them is known that their scales could be divided out of</source>
            <translation>Ohne {1} gerundete Projektionen, da davor nichts bekannt ist, woraus sich ihre Skalen herausteilen ließen: {0}</translation>
        </message>
        <message>
            <source>{} projections are not in the importance matrix</source>
            <translation>Projektionen, die nicht in der Wichtigkeitsmatrix stehen: {}</translation>
        </message>
        <message>
            <source>the source is quantized already ({}): errors add up</source>
            <translation>Die Quelle ist schon quantisiert ({}): Fehler addieren sich</translation>
        </message>
        <message>
            <source>{} of an older set stays, which is not whole: {}</source>
            <translation>{0} eines älteren Satzes bleibt, der nicht vollständig ist: {1}</translation>
        </message>
        <message>
            <source>{} of an older set stays: {}</source>
            <translation>{0} eines älteren Satzes bleibt: {1}</translation>
        </message>
        <message>
            <source>the budget of {:g} nat is not met: {:.3g} were measured</source>
            <translation>das Budget von {0} nat wird nicht eingehalten: gemessen wurden {1}</translation>
        </message>
        <message>
            <source>secrets and personal data were not looked for (--no-redact)</source>
            <translation>nach Geheimnissen und persönlichen Daten wurde nicht gesucht (--no-redact)</translation>
        </message>
        <message>
            <source>the text held what looks like secrets or personal data, replaced before use: {}</source>
            <translation>der Text enthielt, was nach Geheimnissen oder persönlichen Daten aussieht; vor der Verwendung ersetzt: {}</translation>
        </message>
        <message>
            <source>{} of {} conversations were joined instead of written as the model knows them: {}</source>
            <translation>{0} von {1} Unterhaltungen wurden aneinandergehängt statt so geschrieben, wie das Modell sie kennt: {2}</translation>
        </message>
        <message>
            <source>the text has {} tokens, less than the context of {}: one short sample</source>
            <translation>der Text hat {0} Token, weniger als der Kontext von {1}: eine kurze Probe</translation>
        </message>
        <message>
            <source>calibrated at a context of {} tokens, served at {}: what happens beyond was not seen</source>
            <translation>Mit einem Kontext von {0} Token kalibriert, betrieben mit {1}: was darüber geschieht, wurde nicht gesehen</translation>
        </message>
        <message>
            <source>calibrated at a context of {} tokens, the model is trained for {}: what happens beyond was not seen</source>
            <translation>Mit einem Kontext von {0} Token kalibriert, trainiert ist das Modell für {1}: was darüber geschieht, wurde nicht gesehen</translation>
        </message>
        <message>
            <source>the context of {} tokens is beyond the {} the model is trained for</source>
            <translation>Der Kontext von {0} Token übersteigt die {1}, für die das Modell trainiert ist</translation>
        </message>
        <message>
            <source>the sample is small: {} tokens, {} or more are advisable</source>
            <translation>Die Stichprobe ist klein: {0} Token, ratsam sind {1} oder mehr</translation>
        </message>
        <message>
            <source>up to {} experts of a layer were never reached</source>
            <translation>Experten einer Schicht, die nie erreicht wurden: bis zu {}</translation>
        </message>
        <message>
            <source>{} expert tensors have an expert that saw fewer than {} tokens</source>
            <translation>Tensoren mit einem Experten, der weniger als {1} Token sah: {0}</translation>
        </message>
        <message>
            <source>{}: context {} is beyond the {} tokens the model was trained for</source>
            <translation>{0}: Kontext {1} liegt jenseits der {2} Token, für die das Modell trainiert wurde</translation>
        </message>
        <message>
            <source>{} of the text&apos;s {} tokens became &lt;unk&gt;: the vocabulary has none for their characters</source>
            <translation>{0} der {1} Token des Textes wurden zu &lt;unk&gt;: Das Vokabular hat keine für ihre Zeichen</translation>
        </message>
        <message>
            <source>its vocabulary begins a text with BOS (add_bos_token), the baseline&apos;s does not: measured without</source>
            <translation>Sein Vokabular beginnt Texte mit BOS (add_bos_token), das der Basis nicht: ohne gemessen</translation>
        </message>
        <message>
            <source>its vocabulary begins a text without BOS (add_bos_token), the baseline&apos;s with it: measured with it</source>
            <translation>Sein Vokabular beginnt Texte ohne BOS (add_bos_token), das der Basis mit: mit gemessen</translation>
        </message>
        <message>
            <source>its BOS is token {}, the baseline&apos;s {}: measured with the baseline&apos;s</source>
            <translation>Sein BOS ist Token {0}, das der Basis {1}: mit dem der Basis gemessen</translation>
        </message>
        <message>
            <source>its tokenizer cuts this text into other tokens, from token {} on: measured on the baseline&apos;s</source>
            <translation>Sein Tokenizer zerlegt diesen Text anders, ab Token {}: an denen der Basis gemessen</translation>
        </message>
        <message>
            <source>{} is &quot;{}&quot;, the baseline&apos;s &quot;{}&quot;</source>
            <translation>{0} ist „{1}“, bei der Basis „{2}“</translation>
        </message>
        <message>
            <source>{} differ from the baseline&apos;s</source>
            <translation>{} weichen von denen der Basis ab</translation>
        </message>
        <message>
            <source>{} is no metric</source>
            <translation>{} ist keine Messgröße</translation>
        </message>
        <message>
            <source>it was not measured: compare again</source>
            <translation>Nicht gemessen: noch einmal vergleichen</translation>
        </message>
        <message>
            <source>its value is no number</source>
            <translation>Der Wert ist keine Zahl</translation>
        </message>
        <message>
            <source>its figures contradict the comparison&apos;s: compare again</source>
            <translation>Seine Zahlen widersprechen denen des Vergleichs: noch einmal vergleichen</translation>
        </message>
        <message>
            <source>one window says nothing of the spread: compare over a longer text</source>
            <translation>Ein Fenster sagt nichts über die Streuung: über längeren Text vergleichen</translation>
        </message>
        <message>
            <source>its interval over windows was not recorded: compare again</source>
            <translation>Das Intervall über Fenster wurde nicht festgehalten: noch einmal vergleichen</translation>
        </message>
        <message>
            <source>its interval is no number</source>
            <translation>Das Intervall ist keine Zahl</translation>
        </message>
        <message>
            <source>nothing was scored</source>
            <translation>Nichts wurde bewertet</translation>
        </message>
        <message>
            <source>the baseline&apos;s perplexity is no number</source>
            <translation>Die Perplexität des Bezugs ist keine Zahl</translation>
        </message>
        <message>
            <source>the baseline&apos;s own noise floor, {:.2g}, is not within the limit</source>
            <translation>Die Rauschgrenze des Bezugs, {}, liegt nicht innerhalb der Schranke</translation>
        </message>
        <message>
            <source>the baseline&apos;s own noise floor is no number</source>
            <translation>Die Rauschgrenze des Bezugs ist keine Zahl</translation>
        </message>
        <message>
            <source>it keeps the limit</source>
            <translation>Hält die Schranke ein</translation>
        </message>
        <message>
            <source>the whole 95 % interval keeps the limit</source>
            <translation>Das ganze 95-%-Intervall hält die Schranke ein</translation>
        </message>
        <message>
            <source>it breaks the limit</source>
            <translation>Verletzt die Schranke</translation>
        </message>
        <message>
            <source>the whole 95 % interval breaks the limit</source>
            <translation>Das ganze 95-%-Intervall verletzt die Schranke</translation>
        </message>
        <message>
            <source>the limit lies within the 95 % interval: compare over more windows</source>
            <translation>Die Schranke liegt im 95-%-Intervall: über mehr Fenster vergleichen</translation>
        </message>
        <message>
            <source>the baseline has changed since: compare again</source>
            <translation>Der Bezug hat sich seither geändert: noch einmal vergleichen</translation>
        </message>
        <message>
            <source>the candidate has changed since: compare again</source>
            <translation>Der Kandidat hat sich seither geändert: noch einmal vergleichen</translation>
        </message>
        <message>
            <source>{} is read-only: the verdicts are not kept</source>
            <translation>{} ist schreibgeschützt: die Urteile werden nicht aufbewahrt</translation>
        </message>
        <message>
            <source>the verdicts are not kept: {}, {}</source>
            <translation>die Urteile werden nicht aufbewahrt: {0}, {1}</translation>
        </message>
        <message>
            <source>the baseline is not there any more</source>
            <translation>Der Bezug ist nicht mehr da</translation>
        </message>
        <message>
            <source>the baseline&apos;s SHA-256 was not recorded: compare again</source>
            <translation>SHA-256 des Bezugs wurde nicht festgehalten: noch einmal vergleichen</translation>
        </message>
        <message>
            <source>the baseline cannot be read: {}</source>
            <translation>Der Bezug ist nicht lesbar: {}</translation>
        </message>
        <message>
            <source>the candidate is not there any more</source>
            <translation>Der Kandidat ist nicht mehr da</translation>
        </message>
        <message>
            <source>the candidate&apos;s SHA-256 was not recorded: compare again</source>
            <translation>SHA-256 des Kandidaten wurde nicht festgehalten: noch einmal vergleichen</translation>
        </message>
        <message>
            <source>the candidate cannot be read: {}</source>
            <translation>Der Kandidat ist nicht lesbar: {}</translation>
        </message>
        <message>
            <source>{:.0f} % of the lines are code or JSON: prose was hardly seen</source>
            <translation>{} % der Zeilen sind Code oder JSON: Prosa wurde kaum gesehen</translation>
        </message>
        <message>
            <source>waiting for the project</source>
            <translation>wartet auf das Projekt</translation>
        </message>
        <message>
            <source>a model without an output head: it gives a vector for each token and generates nothing</source>
            <translation>ein Modell ohne Ausgabekopf: Es gibt für jedes Token einen Vektor und erzeugt nichts</translation>
        </message>
        <message>
            <source>generating took {:.0f} % of the read bandwidth: its {:.0f} bytes of weights stay in the processor&apos;s {:.0f} bytes of cache, which is faster than the memory that was measured</source>
            <translation>das Erzeugen nahm {:.0f} % der Lesebandbreite in Anspruch: Seine {:.0f} Bytes an Gewichten bleiben in den {:.0f} Bytes Cache des Prozessors, der schneller ist als der gemessene Speicher</translation>
        </message>
        <message>
            <source>generating took {:.0f} % of the read bandwidth: the two are measured one after the other, a busy machine slows one of them, and a part of the weights stays in caches; measure again when it is idle</source>
            <translation>das Erzeugen nahm {:.0f} % der Lesebandbreite in Anspruch: Beide werden nacheinander gemessen, eine beschäftigte Maschine bremst eine der Messungen, und ein Teil der Gewichte bleibt in Caches; im Leerlauf noch einmal messen</translation>
        </message>
        <message>
            <source>the prompt took {:.0f} % of the product rate: the two are measured one after the other, and a busy machine slows one of them; measure again when it is idle</source>
            <translation>der Prompt nahm {:.0f} % der Rechenrate in Anspruch: Beide werden nacheinander gemessen, und eine beschäftigte Maschine bremst eine der Messungen; im Leerlauf noch einmal messen</translation>
        </message>
        <message>
            <source>only {} tokens in {} windows were scored: so few say little, measure over a longer text</source>
            <translation>nur {} Token in {} Fenstern wurden bewertet: so wenige sagen wenig aus, messen Sie über einen längeren Text</translation>
        </message>
        <message>
            <source>the 95 % interval of the perplexity is wider than the perplexity itself: measure over a longer text</source>
            <translation>das 95-%-Intervall der Perplexität ist breiter als die Perplexität selbst: messen Sie über einen längeren Text</translation>
        </message>
        <message>
            <source>the 95 % interval of {} is wider than its value: compare over a longer text</source>
            <translation>das 95-%-Intervall von {} ist breiter als der Wert: vergleichen Sie über einen längeren Text</translation>
        </message>
        <message>
            <source>window {}</source>
            <translation>Fenster {}</translation>
        </message>
        <message>
            <source>window {}, {}</source>
            <translation>Fenster {}, {}</translation>
        </message>
        <message>
            <source>sample {}</source>
            <translation>Probe {}</translation>
        </message>
        <message>
            <source>reading</source>
            <translation>Lesen</translation>
        </message>
        <message>
            <source>copying</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>config.json says that the output head is the embedding table, but a head with other numbers is stored: it is used, as by transformers</source>
            <translation>Laut config.json ist der Ausgabekopf die Einbettungstabelle, gespeichert ist aber ein Kopf mit anderen Zahlen: Er wird benutzt, wie von transformers</translation>
        </message>
        <message>
            <source>rope_scaling and rope_parameters of config.json contradict each other: rope_scaling counts, as in transformers (a rope_theta that only rope_parameters have does not)</source>
            <translation>rope_scaling und rope_parameters in config.json widersprechen einander: Es gilt rope_scaling, wie in transformers (ein rope_theta, das nur rope_parameters haben, gilt nicht)</translation>
        </message>
        <message>
            <source>{} files or folders beside the weights do not go along, being weights in other forms, links to elsewhere or too large: {}</source>
            <translation>{} Dateien oder Ordner neben den Gewichten kommen nicht mit, da sie Gewichte in anderer Form, Verweise nach anderswo oder zu groß sind: {}</translation>
        </message>
        <message>
            <source>window {} of the text&apos;s {}</source>
            <translation>Fenster {} der {} des Textes</translation>
        </message>
        <message>
            <source>windows {} to {} of the text&apos;s {}</source>
            <translation>Fenster {} bis {} der {} des Textes</translation>
        </message>
        <message>
            <source>one window in {} of the text&apos;s {}, from number {} on</source>
            <translation>jedes {}. Fenster der {} des Textes, ab dem {}.</translation>
        </message>
        <message>
            <source>{} whole machines: what goes between them crosses a network, whose time is not counted</source>
            <translation>{} ganze Rechner: was zwischen ihnen läuft, geht über ein Netzwerk, dessen Zeit nicht mitzählt</translation>
        </message>
        <message>
            <source>&quot;{}&quot; has no effect in llama.cpp, where only other families than {} are computed with it; nor has it here, but in a Hugging Face folder whose class heeds it</source>
            <translation>„{}“ hat in llama.cpp keine Wirkung, wo nur andere Familien als {} damit gerechnet werden; auch hier nicht, außer in einem Hugging-Face-Ordner, dessen Klasse es beachtet</translation>
        </message>
        <message>
            <source>&quot;{}&quot; is missing: llama.cpp does not load this file, and it is not evaluated here</source>
            <translation>„{}“ fehlt: llama.cpp lädt diese Datei nicht, und hier wird sie nicht ausgewertet</translation>
        </message>
        <message>
            <source>the name {} says only how weights are stored: unless the method {} is chosen, with a calibration, they are rounded by {}</source>
            <translation>Der Name {0} sagt nur, wie die Gewichte gespeichert werden: Wird nicht die Methode {1} mit einer Kalibrierung gewählt, werden sie mit {2} gerundet</translation>
        </message>
        <message>
            <source>excluding {} has no effect: the importance matrix has no such entry</source>
            <translation>{} auszunehmen bewirkt nichts: Die Wichtigkeitsmatrix hat keinen solchen Eintrag</translation>
        </message>
        <message>
            <source>excluding weights has no effect: there is no importance matrix</source>
            <translation>Gewichte auszunehmen bewirkt nichts: Es gibt keine Wichtigkeitsmatrix</translation>
        </message>
        <message>
            <source>no damping makes the Hessian positive definite: weights are rounded to nearest</source>
            <translation>keine Dämpfung macht die Hesse-Matrix positiv definit: Gewichte werden zum nächsten Wert gerundet</translation>
        </message>
        <message>
            <source>the damped Hessian is not positive definite: weights are rounded to nearest</source>
            <translation>die gedämpfte Hesse-Matrix ist nicht positiv definit: Gewichte werden zum nächsten Wert gerundet</translation>
        </message>
        <message>
            <source>Hessian not positive definite with damping {:g}: {:g} used</source>
            <translation>Hesse-Matrix mit Dämpfung {:g} nicht positiv definit: {:g} verwendet</translation>
        </message>
        <message>
            <source>damping 1 did not suffice: diagonal raised by {:g} more</source>
            <translation>Dämpfung 1 genügte nicht: Diagonale um weitere {:g} angehoben</translation>
        </message>
        <message>
            <source>matrix {}: {}</source>
            <translation>Matrix {}: {}</translation>
        </message>
        <message>
            <source>matrix {} saw no input: rounded to nearest</source>
            <translation>Matrix {} sah keine Eingabe: zum nächsten Wert gerundet</translation>
        </message>
    </context>
    <context>
        <name>OutputFolder</name>
        <message>
            <source>%1 is a file: choose another output folder.</source>
            <translation>%1 ist eine Datei: einen anderen Ausgabeordner wählen.</translation>
        </message>
        <message>
            <source>Nothing may be written into %1: choose another output folder.</source>
            <translation>In %1 darf nicht geschrieben werden: einen anderen Ausgabeordner wählen.</translation>
        </message>
    </context>
    <context>
        <name>CalibrationSession</name>
        <message>
            <source>Calibration of %1</source>
            <comment>job: model</comment>
            <translation>Kalibrierung von %1</translation>
        </message>
    </context>
    <context>
        <name>SearchSession</name>
        <message>
            <source>The search runs: errors of every type, then the damage of each group, then the mixture as a whole.</source>
            <translation>Die Suche läuft: Fehler jedes Typs, dann der Schaden jeder Gruppe, dann die ganze Mischung.</translation>
        </message>
        <message>
            <source>The source is quantized already: allow quantizing again, or open a file in F16, BF16 or F32.</source>
            <translation>Die Quelle ist schon quantisiert: erneutes Quantisieren erlauben oder eine Datei in F16, BF16 oder F32 öffnen.</translation>
        </message>
        <message>
            <source>The text file is not there: choose another.</source>
            <translation>Die Textdatei ist nicht da: eine andere wählen.</translation>
        </message>
        <message>
            <source>Mixture search of %1</source>
            <comment>job: model</comment>
            <translation>Mischungssuche für %1</translation>
        </message>
    </context>
    <context>
        <name>SensitivitySession</name>
        <message>
            <source>It is being measured: one group after the other.</source>
            <translation>Es wird gemessen: eine Gruppe nach der anderen.</translation>
        </message>
        <message>
            <source>Select a preset.</source>
            <translation>Wählen Sie eine Voreinstellung.</translation>
        </message>
        <message>
            <source>Choose a text that the model has not been trained on.</source>
            <translation>Wählen Sie einen Text, auf dem das Modell nicht trainiert wurde.</translation>
        </message>
        <message>
            <source>Sensitivity to %1 of %2</source>
            <comment>job: preset, model</comment>
            <translation>Empfindlichkeit gegen %1 von %2</translation>
        </message>
        <message>
            <source>Built-in presets can be measured, not those of your own: select one.</source>
            <translation>Gemessen werden eingebaute Voreinstellungen, keine eigenen: eine davon wählen.</translation>
        </message>
        <message>
            <source>Sensitivity is measured with presets of files: select one.</source>
            <translation>Die Empfindlichkeit wird mit Voreinstellungen für Dateien gemessen: eine wählen.</translation>
        </message>
        <message>
            <source>The text file is not there: choose another.</source>
            <translation>Die Textdatei ist nicht da: wählen Sie eine andere.</translation>
        </message>
    </context>
    <context>
        <name>BesideControls</name>
        <message>
            <source>Projector</source>
            <translation>Projektor</translation>
        </message>
        <message>
            <source>Experts in host memory, layers</source>
            <translation>Experten im Hauptspeicher, Schichten</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keiner</translation>
        </message>
        <message>
            <source>of the model</source>
            <translation>des Modells</translation>
        </message>
        <message>
            <source>another file…</source>
            <translation>andere Datei…</translation>
        </message>
        <message>
            <source>Open projector</source>
            <translation>Projektor öffnen</translation>
        </message>
        <message>
            <source>Projectors (*.gguf)</source>
            <translation>Projektoren (*.gguf)</translation>
        </message>
        <message>
            <source>change of projector</source>
            <translation>Wechsel des Projektors</translation>
        </message>
        <message>
            <source>change of experts in host memory</source>
            <translation>Änderung der Experten im Hauptspeicher</translation>
        </message>
        <message>
            <source>in none</source>
            <translation>in keiner</translation>
        </message>
    </context>
</TS>
