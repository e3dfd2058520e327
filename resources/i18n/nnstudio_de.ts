<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>NN Studio</name>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source> of {node}</source>
        <translation> von {node}</translation>
    </message>
    <message>
        <source>&amp;About NN Studio</source>
        <translation>Über &amp;NN Studio</translation>
    </message>
    <message>
        <source>&amp;Add layer…</source>
        <translation>Schicht &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Begin the lesson anew</source>
        <translation>Lektion neu &amp;beginnen</translation>
    </message>
    <message>
        <source>&amp;Compare…</source>
        <translation>Vergleic&amp;hen…</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Copy table</source>
        <translation>Tabelle &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Count spellings that differ in capitals or blanks as one</source>
        <translation>&amp;Schreibweisen als eine zählen (Großbuchstaben, Leerzeichen)</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>Lös&amp;chen</translation>
    </message>
    <message>
        <source>&amp;Delete series</source>
        <translation>Serie lös&amp;chen</translation>
    </message>
    <message>
        <source>&amp;Disconnect</source>
        <translation>&amp;Trennen</translation>
    </message>
    <message>
        <source>&amp;Drawing</source>
        <translation>&amp;Zeichnung</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>E&amp;xportieren…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Find a layer in the palette</source>
        <translation>Schicht in der &amp;Palette suchen</translation>
    </message>
    <message>
        <source>&amp;Find on the canvas…</source>
        <translation>Auf der &amp;Zeichenfläche suchen…</translation>
    </message>
    <message>
        <source>&amp;Folds (cross-validation)</source>
        <translation>&amp;Teile (Kreuzvalidierung)</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Format</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>&amp;Glossary…</source>
        <translation>&amp;Glossar…</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Weitermachen</translation>
    </message>
    <message>
        <source>&amp;Go on with it</source>
        <translation>&amp;Damit weitermachen</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Import weights…</source>
        <translation>Gewichte &amp;importieren…</translation>
    </message>
    <message>
        <source>&amp;Insert a layer…</source>
        <translation>Schicht ein&amp;fügen…</translation>
    </message>
    <message>
        <source>&amp;Keep as it is</source>
        <translation>&amp;So lassen</translation>
    </message>
    <message>
        <source>&amp;Keep the data in the project file</source>
        <translation>Daten in der Projektdatei behal&amp;ten</translation>
    </message>
    <message>
        <source>&amp;Learn from</source>
        <translation>Daraus &amp;lernen</translation>
    </message>
    <message>
        <source>&amp;Lessons…</source>
        <translation>&amp;Lektionen…</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Loss</source>
        <translation>&amp;Verlust</translation>
    </message>
    <message>
        <source>&amp;Manual…</source>
        <translation>&amp;Handbuch…</translation>
    </message>
    <message>
        <source>&amp;Map of the network</source>
        <translation>Ü&amp;bersichtskarte</translation>
    </message>
    <message>
        <source>&amp;Network</source>
        <translation>&amp;Netz</translation>
    </message>
    <message>
        <source>&amp;New network</source>
        <translation>&amp;Neues Netz</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>&amp;Optimizer</source>
        <translation>&amp;Optimierer</translation>
    </message>
    <message>
        <source>&amp;Other seeds</source>
        <translation>&amp;Andere Seeds</translation>
    </message>
    <message>
        <source>&amp;Outline</source>
        <translation>&amp;Gliederung</translation>
    </message>
    <message>
        <source>&amp;Palette</source>
        <translation>&amp;Palette</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>&amp;Predict</source>
        <translation>&amp;Vorhersagen</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Redo {0}</source>
        <translation>&amp;Wiederholen: {0}</translation>
    </message>
    <message>
        <source>&amp;Results</source>
        <translation>&amp;Ergebnisse</translation>
    </message>
    <message>
        <source>&amp;Runs</source>
        <translation>&amp;Läufe</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Speichern…</translation>
    </message>
    <message>
        <source>&amp;Search commands…</source>
        <translation>Befehle &amp;suchen…</translation>
    </message>
    <message>
        <source>&amp;Settings of the layer</source>
        <translation>Einstellun&amp;gen der Schicht</translation>
    </message>
    <message>
        <source>&amp;Sheet</source>
        <translation>&amp;Blatt</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>&amp;Start page</source>
        <translation>&amp;Startseite</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>&amp;Trainieren</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Undo {0}</source>
        <translation>&amp;Rückgängig: {0}</translation>
    </message>
    <message>
        <source>&amp;Use it</source>
        <translation>Ü&amp;bernehmen</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;What if…</source>
        <translation>Wa&amp;s wäre, wenn…</translation>
    </message>
    <message>
        <source>(N, C, H, W), as in PyTorch.</source>
        <translation>(N, C, H, W), wie in PyTorch.</translation>
    </message>
    <message>
        <source>(N, C, H, W), as in torchvision.</source>
        <translation>(N, C, H, W), wie in torchvision.</translation>
    </message>
    <message>
        <source>(N, H, W, C), as in this program and most image files.</source>
        <translation>(N, H, W, C), wie in diesem Programm und den meisten Bilddateien.</translation>
    </message>
    <message>
        <source>(sum of {0} more)</source>
        <translation>(Summe aus {0} weiteren)</translation>
    </message>
    <message>
        <source>--by-channel needs sequences of several channels, such as a folder of recordings: --data FOLDER</source>
        <translation>--by-channel braucht Folgen mit mehreren Kanälen, etwa einen Ordner mit Aufzeichnungen: --data ORDNER</translation>
    </message>
    <message>
        <source>--data says where a file or folder is now: the project&apos;s data is in none</source>
        <translation>--data sagt, wo eine Datei oder ein Ordner jetzt liegt: Die Daten des Projekts liegen in keinem davon</translation>
    </message>
    <message>
        <source>--data {path}: there is no such file or folder</source>
        <translation>--data {path}: Diese Datei oder diesen Ordner gibt es nicht</translation>
    </message>
    <message>
        <source>--data {path}: this is not the data that the network was trained on; leave --data out to have the export proven on other rows</source>
        <translation>--data {path}: Das sind nicht die Daten, mit denen das Netz trainiert wurde; --data weglassen, um den Export an anderen Zeilen nachzuweisen</translation>
    </message>
    <message>
        <source>--folder {folder}: there is no such folder</source>
        <translation>--folder {folder}: Diesen Ordner gibt es nicht</translation>
    </message>
    <message>
        <source>--header is for text files and workbooks with a table: {data} is none</source>
        <translation>--header gilt für Textdateien und Arbeitsmappen mit einer Tabelle: {data} ist keine</translation>
    </message>
    <message>
        <source>--kind is for tables: {data} is none</source>
        <translation>--kind ist für Tabellen da: {data} ist keine</translation>
    </message>
    <message>
        <source>--kind {told} must be COLUMN=KIND, the kind one of {kinds}</source>
        <translation>--kind {told} muss SPALTE=ART lauten, die Art eine von {kinds}</translation>
    </message>
    <message>
        <source>--log-target is for numbers to predict: the network gives its input again</source>
        <translation>--log-target ist für Zahlen, die vorhergesagt werden: Das Netz gibt seine Eingabe wieder</translation>
    </message>
    <message>
        <source>--log-target is for numbers to predict: {target} names classes</source>
        <translation>--log-target ist für Zahlen, die vorhergesagt werden: {target} nennt Klassen</translation>
    </message>
    <message>
        <source>--log-target needs numbers to predict: --data FILE</source>
        <translation>--log-target braucht Zahlen, die vorhergesagt werden: --data FILE</translation>
    </message>
    <message>
        <source>--set needs a name and a value: --set NAME=VALUE, not {given}</source>
        <translation>--set braucht einen Namen und einen Wert: --set NAME=VALUE, nicht {given}</translation>
    </message>
    <message>
        <source>--sheet is for workbooks and databases: {data} is none</source>
        <translation>--sheet ist für Arbeitsmappen und Datenbanken: {data} ist keine von beiden</translation>
    </message>
    <message>
        <source>--split needs the column that divides the rows: --split-by COLUMN</source>
        <translation>--split braucht die Spalte, nach der die Zeilen aufgeteilt werden: --split-by COLUMN</translation>
    </message>
    <message>
        <source>--threshold {given}: a threshold lies between 0 and 1</source>
        <translation>--threshold {given}: Eine Schwelle liegt zwischen 0 und 1</translation>
    </message>
    <message>
        <source>--validation-file and --test-file are for tables: {data} is none</source>
        <translation>--validation-file und --test-file sind für Tabellen: {data} ist keine</translation>
    </message>
    <message>
        <source>--validation-file and --test-file need a table: --data FILE</source>
        <translation>--validation-file und --test-file brauchen eine Tabelle: --data FILE</translation>
    </message>
    <message>
        <source>--{option} {rule}, not {value}</source>
        <translation>--{option}: {rule}, nicht {value}</translation>
    </message>
    <message>
        <source>0 s</source>
        <translation>0 s</translation>
    </message>
    <message>
        <source>0 … 1, sum 1</source>
        <translation>0 … 1, Summe 1</translation>
    </message>
    <message>
        <source>1 cell</source>
        <translation>1 Zelle</translation>
    </message>
    <message>
        <source>1 earlier change</source>
        <translation>1 frühere Änderung</translation>
    </message>
    <message>
        <source>1 epoch</source>
        <translation>1 Epoche</translation>
    </message>
    <message>
        <source>1 feature</source>
        <translation>1 Merkmal</translation>
    </message>
    <message>
        <source>1 filter</source>
        <translation>1 Filter</translation>
    </message>
    <message>
        <source>1 if z &gt; 0, else 0</source>
        <translation>1 für z &gt; 0, sonst 0</translation>
    </message>
    <message>
        <source>1 if z &gt; 0, else 0.01</source>
        <translation>1 für z &gt; 0, sonst 0.01</translation>
    </message>
    <message>
        <source>1 if z &gt; 0, else eᶻ</source>
        <translation>1 für z &gt; 0, sonst eᶻ</translation>
    </message>
    <message>
        <source>1 if z &gt; 0, else α</source>
        <translation>1 für z &gt; 0, sonst α</translation>
    </message>
    <message>
        <source>1 layer changed</source>
        <translation>1 Schicht geändert</translation>
    </message>
    <message>
        <source>1 layer only left</source>
        <translation>1 Schicht nur links</translation>
    </message>
    <message>
        <source>1 layer only right</source>
        <translation>1 Schicht nur rechts</translation>
    </message>
    <message>
        <source>1 multiply-add</source>
        <translation>1 MAC</translation>
    </message>
    <message>
        <source>1 parameter</source>
        <translation>1 Parameter</translation>
    </message>
    <message>
        <source>1 picture, from {0} to {1}</source>
        <translation>1 Bild, von {0} bis {1}</translation>
    </message>
    <message>
        <source>1 problem</source>
        <translation>1 Problem</translation>
    </message>
    <message>
        <source>1 run</source>
        <translation>1 Lauf</translation>
    </message>
    <message>
        <source>1 thread</source>
        <translation>1 Thread</translation>
    </message>
    <message>
        <source>1 unit</source>
        <translation>1 Neuron</translation>
    </message>
    <message>
        <source>1 wire differs</source>
        <translation>1 Verbindung verschieden</translation>
    </message>
    <message>
        <source>1-D filters slide along a signal, the time of a sound, or the rows of a picture</source>
        <translation>1-D-Filter gleiten über ein Signal, die Zeit eines Tons oder die Zeilen eines Bildes</translation>
    </message>
    <message>
        <source>1.0507 if z &gt; 0, else 1.7581·eᶻ</source>
        <translation>1.0507 für z &gt; 0, sonst 1.7581·eᶻ</translation>
    </message>
    <message>
        <source>1.0507·(z if z &gt; 0, else 1.6733·(eᶻ − 1))</source>
        <translation>1.0507·(z für z &gt; 0, sonst 1.6733·(eᶻ − 1))</translation>
    </message>
    <message>
        <source>1/6 if −3 &lt; z &lt; 3, else 0</source>
        <translation>1/6 für −3 &lt; z &lt; 3, sonst 0</translation>
    </message>
    <message>
        <source>95&#x202f;% interval with {0} samples in {1} groups that stay together: about ±{2} percentage points</source>
        <translation>95-%-Intervall bei {0} Beispielen in {1} Gruppen, die zusammenbleiben: etwa ±{2} Prozentpunkte</translation>
    </message>
    <message>
        <source>95&#x202f;% interval with {0} samples: about ±{1} percentage points</source>
        <translation>95-%-Intervall bei {0} Beispielen: etwa ±{1} Prozentpunkte</translation>
    </message>
    <message>
        <source>A Flatten is put before it: it needs a row of numbers</source>
        <translation>Ein Flatten kommt davor: Gebraucht wird eine Zahlenreihe</translation>
    </message>
    <message>
        <source>A ReLU with a smooth negative side.</source>
        <translation>Ein ReLU mit glatter negativer Seite.</translation>
    </message>
    <message>
        <source>A Reshape behind it gives {shape} to what follows</source>
        <translation>Ein Reshape dahinter gibt {shape} an das Folgende weiter</translation>
    </message>
    <message>
        <source>A batch of {batch} samples is larger than the training part of {count}</source>
        <translation>Ein Batch von {batch} Beispielen ist größer als der Trainingsteil von {count}</translation>
    </message>
    <message>
        <source>A batch of {batch} samples is larger than the training part of {count}: lower the batch size</source>
        <translation>Ein Batch aus {batch} Beispielen ist größer als der Trainingsteil mit {count}: die Batchgröße senken</translation>
    </message>
    <message>
        <source>A border of zeros</source>
        <translation>Ein Rand aus Nullen</translation>
    </message>
    <message>
        <source>A classification: {0}</source>
        <translation>Eine Klassifikation: {0}</translation>
    </message>
    <message>
        <source>A click selects the layer on the canvas.</source>
        <translation>Ein Klick wählt die Schicht auf der Zeichenfläche aus.</translation>
    </message>
    <message>
        <source>A column names the part</source>
        <translation>Eine Spalte nennt den Teil</translation>
    </message>
    <message>
        <source>A copy of the nearest old pixel.</source>
        <translation>Eine Kopie des nächsten alten Pixels.</translation>
    </message>
    <message>
        <source>A cross-validation has {least} to {most} folds, not {count}</source>
        <translation>Eine Kreuzvalidierung hat {least} bis {most} Teile, nicht {count}</translation>
    </message>
    <message>
        <source>A disc inside a ring.</source>
        <translation>Eine Scheibe in einem Ring.</translation>
    </message>
    <message>
        <source>A fair width</source>
        <translation>Eine faire Breite</translation>
    </message>
    <message>
        <source>A feature of the sample, as it enters</source>
        <translation>Ein Merkmal des Beispiels, wie es hineingeht</translation>
    </message>
    <message>
        <source>A few values of {column} are very large, and training would care for little else; its logarithm is spread evenly</source>
        <translation>Wenige Werte von {column} sind sehr groß, und das Training würde sich um kaum etwas anderes kümmern; logarithmiert liegen sie gleichmäßig</translation>
    </message>
    <message>
        <source>A file of its own with the rows for the test.</source>
        <translation>Eine eigene Datei mit den Zeilen für den Test.</translation>
    </message>
    <message>
        <source>A file of its own with the rows for validation.</source>
        <translation>Eine eigene Datei mit den Zeilen für die Validierung.</translation>
    </message>
    <message>
        <source>A folder of images</source>
        <translation>Ein Ordner mit Bildern</translation>
    </message>
    <message>
        <source>A folder of recordings</source>
        <translation>Ein Ordner mit Aufzeichnungen</translation>
    </message>
    <message>
        <source>A grey picture: height and width.</source>
        <translation>Ein graues Bild: Höhe und Breite.</translation>
    </message>
    <message>
        <source>A layer cannot feed itself</source>
        <translation>Eine Schicht kann nicht in sich selbst führen</translation>
    </message>
    <message>
        <source>A layer follows others by their ids, such as &apos;dense_1&apos;, not {value}</source>
        <translation>Eine Schicht folgt auf andere über deren IDs, etwa &apos;dense_1&apos;, nicht {value}</translation>
    </message>
    <message>
        <source>A layer this version does not know</source>
        <translation>Eine Schicht, die diese Version nicht kennt</translation>
    </message>
    <message>
        <source>A layer&apos;s id must be 1 to 64 letters, digits, _ or -, not {id}</source>
        <translation>Die ID einer Schicht muss aus 1 bis 64 Buchstaben, Ziffern, _ oder - bestehen, nicht {id}</translation>
    </message>
    <message>
        <source>A leaky ReLU that learns its negative slope α, one for each neuron or channel.</source>
        <translation>Ein Leaky ReLU, das seine negative Steigung α lernt, eine je Neuron oder Kanal.</translation>
    </message>
    <message>
        <source>A learning rate of {rate:g} moves weights by {rate:g} times their gradient: the steps will jump over every valley</source>
        <translation>Eine Lernrate von {rate:g} bewegt Gewichte um {rate:g} mal ihren Gradienten: Die Schritte springen über jedes Tal</translation>
    </message>
    <message>
        <source>A lesson that a teacher has written: a text file, or a zip with its project</source>
        <translation>Eine Lektion, die eine Lehrkraft geschrieben hat: eine Textdatei oder ein ZIP mit ihrem Projekt</translation>
    </message>
    <message>
        <source>A linear model is better on them, and the network is one as well: only the training differs. More epochs or another learning rate may help.</source>
        <translation>Ein lineares Modell ist auf ihnen besser, und das Netz ist selbst eines: Nur das Training ist ein anderes. Mehr Epochen oder eine andere Lernrate können helfen.</translation>
    </message>
    <message>
        <source>A linear model is better on them: the network is not worth its size yet.</source>
        <translation>Ein lineares Modell ist auf ihnen besser: Das Netz ist seinen Aufwand noch nicht wert.</translation>
    </message>
    <message>
        <source>A linear model reaches</source>
        <translation>Ein lineares Modell erreicht</translation>
    </message>
    <message>
        <source>A linear model that gives its input again is no baseline</source>
        <translation>Ein lineares Modell, das seine Eingabe wieder ausgibt, ist kein Vergleichswert</translation>
    </message>
    <message>
        <source>A little of another sample</source>
        <translation>Etwas von einem anderen Beispiel</translation>
    </message>
    <message>
        <source>A mean of the four old pixels around it, each by how near it is: no steps.</source>
        <translation>Ein Mittel der vier alten Pixel darum herum, jedes nach seiner Nähe: keine Stufen.</translation>
    </message>
    <message>
        <source>A name for the project is missing: -o FILE</source>
        <translation>Ein Name für das Projekt fehlt: -o FILE</translation>
    </message>
    <message>
        <source>A network has at most {0} layers</source>
        <translation>Ein Netz hat höchstens {0} Schichten</translation>
    </message>
    <message>
        <source>A network is made of layers such as Dense(3), not {value}</source>
        <translation>Ein Netz besteht aus Schichten wie Dense(3), nicht aus {value}</translation>
    </message>
    <message>
        <source>A new value goes to all {0} of them.</source>
        <translation>Ein neuer Wert gilt für alle {0}.</translation>
    </message>
    <message>
        <source>A page with diagram, curves, settings and versions</source>
        <translation>Eine Seite mit Diagramm, Kurven, Einstellungen und Versionen</translation>
    </message>
    <message>
        <source>A part, enlarged</source>
        <translation>Ein Teil, vergrößert</translation>
    </message>
    <message>
        <source>A perceptron answers yes or no, but this data asks for {wanted}: use {other}</source>
        <translation>Ein Perzeptron antwortet mit Ja oder Nein, diese Daten verlangen aber {wanted}: {other} verwenden</translation>
    </message>
    <message>
        <source>A picture for layers that look at pictures: how loud each band of frequencies is, moment by moment. All bands are equally wide.</source>
        <translation>Ein Bild für Schichten, die Bilder ansehen: wie laut jedes Frequenzband ist, Augenblick für Augenblick. Alle Bänder sind gleich breit.</translation>
    </message>
    <message>
        <source>A picture, and under it what the network made of it</source>
        <translation>Ein Bild, und darunter, was das Netz daraus gemacht hat</translation>
    </message>
    <message>
        <source>A recording</source>
        <translation>Eine Aufzeichnung</translation>
    </message>
    <message>
        <source>A recording is left out; {file}: {cause}</source>
        <translation>Eine Aufzeichnung wird weggelassen; {file}: {cause}</translation>
    </message>
    <message>
        <source>A regression with several targets: {0}</source>
        <translation>Eine Regression mit mehreren Zielgrößen: {0}</translation>
    </message>
    <message>
        <source>A regression: the numbers can be more or less.</source>
        <translation>Eine Regression: Die Zahlen können größer oder kleiner sein.</translation>
    </message>
    <message>
        <source>A regression: the target is a number.</source>
        <translation>Eine Regression: Die Zielgröße ist eine Zahl.</translation>
    </message>
    <message>
        <source>A report as text, for GitHub, Hugging Face and notebooks</source>
        <translation>Ein Bericht als Text, für GitHub, Hugging Face und Notebooks</translation>
    </message>
    <message>
        <source>A report with diagram, curves and results, to read and to print</source>
        <translation>Ein Bericht mit Diagramm, Kurven und Ergebnissen, zum Lesen und Drucken</translation>
    </message>
    <message>
        <source>A residual network</source>
        <translation>Ein Residualnetz</translation>
    </message>
    <message>
        <source>A row that is hidden in the sheet is read as well</source>
        <translation>Eine Zeile, die im Blatt ausgeblendet ist, wird mitgelesen</translation>
    </message>
    <message>
        <source>A run goes on: a series can begin when it has ended.</source>
        <translation>Ein Lauf ist im Gang: Eine Serie kann beginnen, wenn er zu Ende ist.</translation>
    </message>
    <message>
        <source>A run is under way: stop it first</source>
        <translation>Ein Lauf ist im Gang: erst stoppen</translation>
    </message>
    <message>
        <source>A running mean of the gradients</source>
        <translation>Ein laufendes Mittel der Gradienten</translation>
    </message>
    <message>
        <source>A running mean of the squared gradients</source>
        <translation>Ein laufendes Mittel der quadrierten Gradienten</translation>
    </message>
    <message>
        <source>A running mean of their squares</source>
        <translation>Ein laufendes Mittel ihrer Quadrate</translation>
    </message>
    <message>
        <source>A sample of the validation part; the test part stays sealed</source>
        <translation>Ein Beispiel des Validierungsteils; der Testteil bleibt versiegelt</translation>
    </message>
    <message>
        <source>A saved project, or a model of ONNX or Keras</source>
        <translation>Ein gespeichertes Projekt oder ein Modell von ONNX oder Keras</translation>
    </message>
    <message>
        <source>A sequence: length and channels.</source>
        <translation>Eine Folge: Länge und Kanäle.</translation>
    </message>
    <message>
        <source>A series has {least} to {most} runs, not {count}</source>
        <translation>Eine Serie hat {least} bis {most} Läufe, nicht {count}</translation>
    </message>
    <message>
        <source>A sigmoid centred on zero.</source>
        <translation>Ein um null zentriertes Sigmoid.</translation>
    </message>
    <message>
        <source>A sigmoid made of three straight lines; quick on small devices.</source>
        <translation>Ein Sigmoid aus drei Geraden; schnell auf kleinen Geräten.</translation>
    </message>
    <message>
        <source>A small computation</source>
        <translation>Eine kleine Rechnung</translation>
    </message>
    <message>
        <source>A small picture of what each layer does.</source>
        <translation>Ein kleines Bild dessen, was jede Schicht tut.</translation>
    </message>
    <message>
        <source>A smooth ReLU that dips below zero; also called SiLU.</source>
        <translation>Ein glattes ReLU, das unter null eintaucht; auch SiLU genannt.</translation>
    </message>
    <message>
        <source>A smooth ReLU that is always above zero.</source>
        <translation>Ein glattes ReLU, das immer über null liegt.</translation>
    </message>
    <message>
        <source>A smooth ReLU that weighs a sum by the normal probability Φ; usual in transformers.</source>
        <translation>Ein glattes ReLU, das eine Summe mit der Normalverteilung Φ gewichtet; üblich in Transformern.</translation>
    </message>
    <message>
        <source>A table (CSV, Excel, Parquet) or arrays (NumPy, IDX)</source>
        <translation>Eine Tabelle (CSV, Excel, Parquet) oder Arrays (NumPy, IDX)</translation>
    </message>
    <message>
        <source>A table or an image</source>
        <translation>Eine Tabelle oder ein Bild</translation>
    </message>
    <message>
        <source>A table with one sample in each row, or an image</source>
        <translation>Eine Tabelle mit einem Beispiel je Zeile oder ein Bild</translation>
    </message>
    <message>
        <source>A wire ends in input {port} of {b}: inputs count from 0</source>
        <translation>Eine Verbindung endet in Eingabe {port} von {b}: Eingaben zählen ab 0</translation>
    </message>
    <message>
        <source>A wire from {a} to {b} has a loose end</source>
        <translation>Eine Verbindung von {a} zu {b} hat ein loses Ende</translation>
    </message>
    <message>
        <source>A yes or no for each of: {0}</source>
        <translation>Ein Ja oder Nein für jede von: {0}</translation>
    </message>
    <message>
        <source>A zero of the border</source>
        <translation>Eine Null vom Rand (Padding)</translation>
    </message>
    <message>
        <source>A {family} without a type</source>
        <translation>Typ fehlt: {family}</translation>
    </message>
    <message>
        <source>A&amp;rrange</source>
        <translation>A&amp;nordnen</translation>
    </message>
    <message>
        <source>AP {0}, guessing {1}</source>
        <translation>AP {0}, Raten {1}</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>AUC {0}, guessing 0.5</source>
        <translation>AUC {0}, Raten 0.5</translation>
    </message>
    <message>
        <source>About NN Studio</source>
        <translation>Über NN Studio</translation>
    </message>
    <message>
        <source>About {0} for {1} epoch on {2}, {3} of memory.</source>
        <translation>Etwa {0} für {1} Epoche auf {2}, {3} Speicher.</translation>
    </message>
    <message>
        <source>About {0} for {1} epochs on {2}, {3} of memory.</source>
        <translation>Etwa {0} für {1} Epochen auf {2}, {3} Speicher.</translation>
    </message>
    <message>
        <source>About {0} for {1} runs of {2} epoch each, timed on this computer.</source>
        <translation>Etwa {0} für {1} Läufe mit je {2} Epoche, auf diesem Rechner gemessen.</translation>
    </message>
    <message>
        <source>About {0} for {1} runs of {2} epochs each, timed on this computer.</source>
        <translation>Etwa {0} für {1} Läufe mit je {2} Epochen, auf diesem Rechner gemessen.</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>Aktivierung</translation>
    </message>
    <message>
        <source>Activation {0}: what the neuron makes of its sum</source>
        <translation>Aktivierung {0}: was das Neuron aus seiner Summe macht</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>Aktivierungen</translation>
    </message>
    <message>
        <source>Adagrad</source>
        <translation>Adagrad</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>Adam that looks one step ahead.</source>
        <translation>Adam, das einen Schritt vorausschaut.</translation>
    </message>
    <message>
        <source>Adam with weights that shrink a little at every step; biases do not.</source>
        <translation>Adam mit Gewichten, die bei jedem Schritt ein wenig schrumpfen; Bias-Werte nicht.</translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>Adapts the step of every weight by itself; a good first choice.</source>
        <translation>Passt den Schritt jedes Gewichts selbst an; eine gute erste Wahl.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>Add Dense {figures}</source>
        <translation>Dense {figures} hinzufügen</translation>
    </message>
    <message>
        <source>Add Flatten</source>
        <translation>Flatten hinzufügen</translation>
    </message>
    <message>
        <source>Add Input {shape} from the data</source>
        <translation>Input {shape} aus den Daten hinzufügen</translation>
    </message>
    <message>
        <source>Add Reshape to {shape}</source>
        <translation>Reshape zu {shape} hinzufügen</translation>
    </message>
    <message>
        <source>Add an Input</source>
        <translation>Input hinzufügen</translation>
    </message>
    <message>
        <source>Add {0}</source>
        <translation>{0} hinzufügen</translation>
    </message>
    <message>
        <source>Added to the variance, so that nothing is divided by zero; PyTorch has 1e-5.</source>
        <translation>Wird zur Varianz addiert, damit nie durch null geteilt wird; PyTorch hat 1e-5.</translation>
    </message>
    <message>
        <source>Adds a number of its own to every filter&apos;s sum.</source>
        <translation>Addiert eine eigene Zahl zur Summe jedes Filters.</translation>
    </message>
    <message>
        <source>Adds a number of its own to every neuron&apos;s sum.</source>
        <translation>Addiert eine eigene Zahl zur Summe jedes Neurons.</translation>
    </message>
    <message>
        <source>Adds l1·Σ|w| to the loss: weights that do little become zero.</source>
        <translation>Addiert l1·Σ|w| zum Verlust: Gewichte, die wenig bewirken, werden null.</translation>
    </message>
    <message>
        <source>Adds l2·Σw² to the loss: no weight grows large without need.</source>
        <translation>Addiert l2·Σw² zum Verlust: Kein Gewicht wird ohne Not groß.</translation>
    </message>
    <message>
        <source>Adds random noise to values</source>
        <translation>Addiert zufälliges Rauschen</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>Rat</translation>
    </message>
    <message>
        <source>Advice: {0}</source>
        <translation>Rat: {0}</translation>
    </message>
    <message>
        <source>After step {0}, over {1} training sample.</source>
        <translation>Nach Schritt {0}, über {1} Trainingsbeispiel.</translation>
    </message>
    <message>
        <source>After step {0}, over {1} training samples.</source>
        <translation>Nach Schritt {0}, über {1} Trainingsbeispiele.</translation>
    </message>
    <message>
        <source>All alike: neurons then learn the same and stay alike.</source>
        <translation>Alle gleich: Die Neuronen lernen dann dasselbe und bleiben gleich.</translation>
    </message>
    <message>
        <source>All answers, in their order</source>
        <translation>Alle Antworten, in ihrer Reihenfolge</translation>
    </message>
    <message>
        <source>All begins with data: a table, pictures or arrays. Click here to look at what this project has, or to choose your own.</source>
        <translation>Alles beginnt mit Daten: einer Tabelle, Bildern oder Arrays. Hier klicken, um die Daten dieses Projekts anzusehen oder eigene zu wählen.</translation>
    </message>
    <message>
        <source>All class weights are 0: nothing would be learned</source>
        <translation>Alle Klassengewichte sind 0: So würde nichts gelernt</translation>
    </message>
    <message>
        <source>All columns with what the loss and each metric lose</source>
        <translation>Alle Spalten mit der Änderung von Verlust und Metriken</translation>
    </message>
    <message>
        <source>All cores of the processor.</source>
        <translation>Alle Kerne des Prozessors.</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>All formats</source>
        <translation>Alle Formate</translation>
    </message>
    <message>
        <source>All images in a folder and its sub-folders</source>
        <translation>Alle Bilder in einem Ordner und seinen Unterordnern</translation>
    </message>
    <message>
        <source>All in one row.</source>
        <translation>Alles in einer Reihe.</translation>
    </message>
    <message>
        <source>All is in order: networks can be trained on the GPU.</source>
        <translation>Alles in Ordnung: Netze lassen sich auf der GPU trainieren.</translation>
    </message>
    <message>
        <source>All layers with weights are frozen, so nothing is learned: let {layer} learn</source>
        <translation>Alle Schichten mit Gewichten sind eingefroren, also wird nichts gelernt: {layer} lernen lassen</translation>
    </message>
    <message>
        <source>All lessons</source>
        <translation>Alle Lektionen</translation>
    </message>
    <message>
        <source>All mistakes</source>
        <translation>Alle Fehler</translation>
    </message>
    <message>
        <source>All neurons of {layer} are alike, as their weights are all 0: they get the same gradient and stay alike. Start from random weights</source>
        <translation>Alle Neuronen von {layer} sind gleich, da ihre Gewichte alle 0 sind: Sie bekommen denselben Gradienten und bleiben gleich. Mit zufälligen Gewichten beginnen</translation>
    </message>
    <message>
        <source>All neurons of {layer} are alike: with the same weights they get the same gradient and stay alike, as if there were only one. Start from random weights</source>
        <translation>Alle Neuronen von {layer} sind gleich: Mit denselben Gewichten bekommen sie denselben Gradienten und bleiben gleich, als gäbe es nur eines. Mit zufälligen Gewichten beginnen</translation>
    </message>
    <message>
        <source>All of Fashion-MNIST, as this computer has it; 10 000 of its images are the test.</source>
        <translation>Das ganze Fashion-MNIST, wie es auf diesem Rechner liegt; 10 000 seiner Bilder sind der Testteil.</translation>
    </message>
    <message>
        <source>All recordings in a folder and its sub-folders</source>
        <translation>Alle Aufzeichnungen eines Ordners und seiner Unterordner</translation>
    </message>
    <message>
        <source>All samples of the training part share every step</source>
        <translation>Alle Beispiele des Trainingsteils teilen sich jeden Schritt</translation>
    </message>
    <message>
        <source>All samples of this part with truth, answer and probabilities</source>
        <translation>Alle Beispiele dieses Teils mit Wahrheit, Antwort und Wahrscheinlichkeiten</translation>
    </message>
    <message>
        <source>All that is painted stays: the picture is a little larger than size · stride.</source>
        <translation>Alles Gemalte bleibt: Das Bild ist etwas größer als Größe · Schrittweite.</translation>
    </message>
    <message>
        <source>All weights of {layer} start from {value}: its {n} neurons get the same gradient in every step and stay {n} times the same one</source>
        <translation>Alle Gewichte von {layer} beginnen bei {value}: Die {n} Neuronen erhalten in jedem Schritt denselben Gradienten und bleiben {n}-mal ein und dasselbe</translation>
    </message>
    <message>
        <source>Always answering the most frequent class of the training part</source>
        <translation>Immer mit der häufigsten Klasse des Trainingsteils antworten</translation>
    </message>
    <message>
        <source>An ELU scaled so that signals keep mean 0 and variance 1; start the weights with lecun_normal.</source>
        <translation>Ein ELU, so skaliert, dass Signale Mittel 0 und Varianz 1 behalten; Gewichte mit lecun_normal initialisieren.</translation>
    </message>
    <message>
        <source>An Input takes no wire: samples enter there</source>
        <translation>Ein Input nimmt keine Verbindung an: Hier treten die Beispiele ein</translation>
    </message>
    <message>
        <source>An NVIDIA GPU if there is one and it is faster for this network, else the CPU.</source>
        <translation>Eine NVIDIA-GPU, wenn es eine gibt und sie für dieses Netz schneller ist, sonst die CPU.</translation>
    </message>
    <message>
        <source>An NVIDIA GPU multiplies matrices in a short form of its numbers: in less time, with about three decimal digits instead of seven.</source>
        <translation>Eine NVIDIA-GPU multipliziert Matrizen in einer Kurzform ihrer Zahlen: in weniger Zeit, mit etwa drei Dezimalstellen statt sieben.</translation>
    </message>
    <message>
        <source>An autoencoder squeezes samples, but these have one value only: use more columns</source>
        <translation>Ein Autoencoder presst Beispiele zusammen, diese haben aber nur einen Wert: mehr Spalten verwenden</translation>
    </message>
    <message>
        <source>An empty canvas</source>
        <translation>Eine leere Zeichenfläche</translation>
    </message>
    <message>
        <source>An image is left out; {file}: {cause}</source>
        <translation>Ein Bild wird weggelassen; {file}: {cause}</translation>
    </message>
    <message>
        <source>An input for each category.</source>
        <translation>Eine Eingabe für jede Kategorie.</translation>
    </message>
    <message>
        <source>An input for each of the most frequent categories, and one for all others.</source>
        <translation>Eine Eingabe für jede der häufigsten Kategorien und eine für alle anderen.</translation>
    </message>
    <message>
        <source>Another</source>
        <translation>Nächstes</translation>
    </message>
    <message>
        <source>Another number draws other points.</source>
        <translation>Eine andere Zahl erzeugt andere Punkte.</translation>
    </message>
    <message>
        <source>Another picture</source>
        <translation>Nächstes Bild</translation>
    </message>
    <message>
        <source>Another program has the database open, or has not closed it: what it has not written into {file} yet is not seen</source>
        <translation>Ein anderes Programm hat die Datenbank geöffnet oder nicht geschlossen: Was es noch nicht in {file} geschrieben hat, wird nicht gesehen</translation>
    </message>
    <message>
        <source>Another sample</source>
        <translation>Anderes Beispiel</translation>
    </message>
    <message>
        <source>Another seed: points of the same shape, elsewhere</source>
        <translation>Ein anderer Seed: Punkte derselben Form an anderen Stellen</translation>
    </message>
    <message>
        <source>Another window or program has written to it. Replacing it loses what it holds now.</source>
        <translation>Ein anderes Fenster oder Programm hat hineingeschrieben. Beim Ersetzen geht verloren, was jetzt darin steht.</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Answer before</source>
        <translation>Vorige Antwort</translation>
    </message>
    <message>
        <source>Answer of the network</source>
        <translation>Antwort des Netzes</translation>
    </message>
    <message>
        <source>Answer the more probable class</source>
        <translation>Mit der wahrscheinlicheren Klasse antworten</translation>
    </message>
    <message>
        <source>Answer the more probable class, as usual</source>
        <translation>Wie üblich mit der wahrscheinlicheren Klasse antworten</translation>
    </message>
    <message>
        <source>Answer {0}</source>
        <translation>Mit {0} antworten</translation>
    </message>
    <message>
        <source>Answer {0} yes/no questions</source>
        <translation>{0} Ja/Nein-Fragen beantworten</translation>
    </message>
    <message>
        <source>Answered as {0}</source>
        <translation>Beantwortet als {0}</translation>
    </message>
    <message>
        <source>Answered rightly</source>
        <translation>Richtig beantwortet</translation>
    </message>
    <message>
        <source>Area under the curve: how probably a yes is scored above a no</source>
        <translation>Fläche unter der Kurve: mit welcher Wahrscheinlichkeit ein Ja höher bewertet wird als ein Nein</translation>
    </message>
    <message>
        <source>Around the median, by the middle half of the values: a few wild ones do not matter.</source>
        <translation>Um den Median, nach der mittleren Hälfte der Werte: Einige Ausreißer stören nicht.</translation>
    </message>
    <message>
        <source>Around zero with deviation 1.</source>
        <translation>Um null mit Abweichung 1.</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>Anordnen</translation>
    </message>
    <message>
        <source>Arrangement</source>
        <translation>Anordnung</translation>
    </message>
    <message>
        <source>Array</source>
        <translation>Array</translation>
    </message>
    <message>
        <source>Arrays of the network and what was found for them</source>
        <translation>Arrays des Netzes und was für sie gefunden wurde</translation>
    </message>
    <message>
        <source>Arrays with their channels first are read with the time first: {count}</source>
        <translation>Arrays, deren Kanäle zuerst kommen, werden mit der Zeit zuerst gelesen: {count}</translation>
    </message>
    <message>
        <source>Arrows move the pen, Space sets it down and lifts it, Delete clears</source>
        <translation>Pfeile bewegen den Stift, die Leertaste setzt ihn auf und hebt ihn ab, Entf leert</translation>
    </message>
    <message>
        <source>As detected</source>
        <translation>Wie erkannt</translation>
    </message>
    <message>
        <source>As drawn on the canvas.</source>
        <translation>Wie auf der Zeichenfläche gezeichnet.</translation>
    </message>
    <message>
        <source>As many as {0} now</source>
        <translation>So viele wie jetzt {0}</translation>
    </message>
    <message>
        <source>As many outputs as now</source>
        <translation>So viele Ausgaben wie jetzt</translation>
    </message>
    <message>
        <source>As many parameters as now</source>
        <translation>So viele Parameter wie jetzt</translation>
    </message>
    <message>
        <source>As many zeros on each side as you say.</source>
        <translation>So viele Nullen auf jeder Seite wie angegeben.</translation>
    </message>
    <message>
        <source>As probable as it was thought to be, as far as {2} samples can tell: {0} on average, true of {1}.</source>
        <translation>So wahrscheinlich wie vermutet, soweit {2} Beispiele das zeigen können: im Mittel {0}, wahr bei {1}.</translation>
    </message>
    <message>
        <source>As sure as it is right, as far as {2} samples can tell: {0} sure on average, right in {1}.</source>
        <translation>So sicher, wie es recht hat, soweit {2} Beispiele das zeigen können: im Mittel zu {0} sicher, richtig in {1}.</translation>
    </message>
    <message>
        <source>As the mean absolute error, but large distances count more.</source>
        <translation>Wie der mittlere absolute Fehler, doch große Abstände zählen mehr.</translation>
    </message>
    <message>
        <source>As the network gets it</source>
        <translation>Wie das Netz es erhält</translation>
    </message>
    <message>
        <source>As the values of the column suggest.</source>
        <translation>Wie es die Werte der Spalte nahelegen.</translation>
    </message>
    <message>
        <source>As they are, without any preprocessing of the data</source>
        <translation>Wie sie sind, ohne Vorverarbeitung der Daten</translation>
    </message>
    <message>
        <source>As usual: the more probable class is answered.</source>
        <translation>Wie üblich: Geantwortet wird mit der wahrscheinlicheren Klasse.</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>Augmentierung</translation>
    </message>
    <message>
        <source>Autoencoder</source>
        <translation>Autoencoder</translation>
    </message>
    <message>
        <source>Autoencoder: the input</source>
        <translation>Autoencoder: die Eingabe</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Automatic: {0}</source>
        <translation>Automatisch: {0}</translation>
    </message>
    <message>
        <source>Autosave after</source>
        <translation>Automatisch sichern nach</translation>
    </message>
    <message>
        <source>Average precision: the area under the curve</source>
        <translation>Mittlere Präzision: die Fläche unter der Kurve</translation>
    </message>
    <message>
        <source>AvgPool1D</source>
        <translation>AvgPool1D</translation>
    </message>
    <message>
        <source>AvgPool2D</source>
        <translation>AvgPool2D</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Back to 0.5</source>
        <translation>Zurück zu 0.5</translation>
    </message>
    <message>
        <source>Back to the classes</source>
        <translation>Zurück zu den Klassen</translation>
    </message>
    <message>
        <source>Back to the whole network</source>
        <translation>Zurück zum ganzen Netz</translation>
    </message>
    <message>
        <source>Backward</source>
        <translation>Rückwärts</translation>
    </message>
    <message>
        <source>Balanced accuracy</source>
        <translation>Ausgewogene Genauigkeit</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Batchgröße</translation>
    </message>
    <message>
        <source>Batch size {0}</source>
        <translation>Batchgröße {0}</translation>
    </message>
    <message>
        <source>Batch size {0}: about {1}</source>
        <translation>Batchgröße {0}: etwa {1}</translation>
    </message>
    <message>
        <source>BatchNorm</source>
        <translation>BatchNorm</translation>
    </message>
    <message>
        <source>Begin this lesson again</source>
        <translation>Diese Lektion neu beginnen</translation>
    </message>
    <message>
        <source>Begin with what the last run has learned; only the rest begins with new weights</source>
        <translation>Mit dem beginnen, was der letzte Lauf gelernt hat; nur der Rest beginnt mit neuen Gewichten</translation>
    </message>
    <message>
        <source>Begins with new weights; the menu beside it starts from the last ones</source>
        <translation>Beginnt mit neuen Gewichten; das Menü daneben beginnt mit den letzten</translation>
    </message>
    <message>
        <source>Behind {0}</source>
        <translation>Hinter {0}</translation>
    </message>
    <message>
        <source>Bell curve of deviation 0.05, whatever the layer.</source>
        <translation>Glockenkurve mit Abweichung 0.05, bei jeder Schicht.</translation>
    </message>
    <message>
        <source>Bell curve of half He&apos;s variance; suits selu.</source>
        <translation>Glockenkurve mit halber Varianz von He; passt zu selu.</translation>
    </message>
    <message>
        <source>Bell curve, sized by inputs and outputs; suits sigmoid and tanh.</source>
        <translation>Glockenkurve, nach Ein- und Ausgängen bemessen; passt zu sigmoid und tanh.</translation>
    </message>
    <message>
        <source>Bell curve, sized by the inputs; suits relu and its kin.</source>
        <translation>Glockenkurve, nach den Eingängen bemessen; passt zu relu und Verwandten.</translation>
    </message>
    <message>
        <source>Bends every value</source>
        <translation>Krümmt jeden Wert</translation>
    </message>
    <message>
        <source>Beside it: {0}</source>
        <translation>Daneben: {0}</translation>
    </message>
    <message>
        <source>Beside the curves of the present run (Space)</source>
        <translation>Neben den Kurven des jetzigen Laufs (Leertaste)</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>Beste</translation>
    </message>
    <message>
        <source>Best epoch</source>
        <translation>Beste Epoche</translation>
    </message>
    <message>
        <source>Best epoch ({0})</source>
        <translation>Beste Epoche ({0})</translation>
    </message>
    <message>
        <source>Best so far</source>
        <translation>Bestwert bisher</translation>
    </message>
    <message>
        <source>Beta 1</source>
        <translation>Beta 1</translation>
    </message>
    <message>
        <source>Beta 2</source>
        <translation>Beta 2</translation>
    </message>
    <message>
        <source>Between 0 and 1.</source>
        <translation>Zwischen 0 und 1.</translation>
    </message>
    <message>
        <source>Between −0.05 and 0.05, whatever the layer.</source>
        <translation>Zwischen −0.05 und 0.05, bei jeder Schicht.</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>Bias</translation>
    </message>
    <message>
        <source>Binary cross-entropy</source>
        <translation>Binäre Kreuzentropie</translation>
    </message>
    <message>
        <source>Binary cross-entropy needs targets between 0 and 1; row {row} has {value:g}</source>
        <translation>Binäre Kreuzentropie braucht Zielwerte zwischen 0 und 1; Zeile {row} hat {value:g}</translation>
    </message>
    <message>
        <source>Binary cross-entropy reads the output as a probability: the last layer needs sigmoid, not {activation}</source>
        <translation>Binäre Kreuzentropie liest die Ausgabe als Wahrscheinlichkeit: Die letzte Schicht braucht sigmoid, nicht {activation}</translation>
    </message>
    <message>
        <source>Black, the least value of the data.</source>
        <translation>Schwarz, der kleinste Wert der Daten.</translation>
    </message>
    <message>
        <source>Border</source>
        <translation>Rand</translation>
    </message>
    <message>
        <source>Both are the same.</source>
        <translation>Beide sind gleich.</translation>
    </message>
    <message>
        <source>Both curves, and what differs in network, settings, data and answers</source>
        <translation>Beide Kurven und was sich in Netz, Daten, Einstellungen und Antworten unterscheidet</translation>
    </message>
    <message>
        <source>Both name the same class for {0} of them.</source>
        <translation>Bei {0} davon nennen beide dieselbe Klasse.</translation>
    </message>
    <message>
        <source>Both networks in one drawing</source>
        <translation>Beide Netze in einer Zeichnung</translation>
    </message>
    <message>
        <source>Bottom</source>
        <translation>Unten</translation>
    </message>
    <message>
        <source>Branches side by side</source>
        <translation>Zweige nebeneinander</translation>
    </message>
    <message>
        <source>Breast cancer</source>
        <translation>Brustkrebs</translation>
    </message>
    <message>
        <source>Breast cancer · 25-15-1, sigmoid</source>
        <translation>Brustkrebs · 25-15-1, sigmoid</translation>
    </message>
    <message>
        <source>Breast cancer · two groups of features</source>
        <translation>Brustkrebs · zwei Gruppen von Merkmalen</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Helligkeit</translation>
    </message>
    <message>
        <source>Bring the images to {shape}</source>
        <translation>Bilder auf {shape} bringen</translation>
    </message>
    <message>
        <source>Bring the largest numbers to the front, whatever their sign</source>
        <translation>Die größten Zahlen nach vorn holen, gleich welchen Vorzeichens</translation>
    </message>
    <message>
        <source>Browse for {0}</source>
        <translation>Durchsuchen: {0}</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>By a column that names the part of every row: train, validation or test.</source>
        <translation>Nach einer Spalte, die den Teil jeder Zeile nennt: train, validation oder test.</translation>
    </message>
    <message>
        <source>By colum&amp;n</source>
        <translation>Nach Spa&amp;lte</translation>
    </message>
    <message>
        <source>By column</source>
        <translation>Nach Spalte</translation>
    </message>
    <message>
        <source>By how much of its size the next step changes the weights: ‖ΔW‖ / ‖W‖ over time, on a logarithmic scale. About 0.1&#x202f;% is usual; the green band is good, steps in the one above it are wild.</source>
        <translation>Um welchen Teil ihrer Größe der nächste Schritt die Gewichte ändert: ‖ΔW‖ / ‖W‖ im Lauf der Zeit, auf logarithmischer Skala. Üblich ist etwa 0.1&#x202f;%; das grüne Band ist gut, Schritte im Band darüber sind wild.</translation>
    </message>
    <message>
        <source>By how much the loss must fall to count as lower.</source>
        <translation>Um wie viel der Verlust sinken muss, um als gesunken zu gelten.</translation>
    </message>
    <message>
        <source>By how much the loss on {0} rises where a column says nothing</source>
        <translation>Um wie viel der Verlust {0} steigt, wenn eine Spalte nichts mehr sagt</translation>
    </message>
    <message>
        <source>By lot, and rows with the same value in a column stay together: no patient on two sides.</source>
        <translation>Zufällig, und Zeilen mit demselben Wert in einer Spalte bleiben beisammen: keine Person auf zwei Seiten.</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>CPU · 1 core</source>
        <translation>CPU · 1 Kern</translation>
    </message>
    <message>
        <source>CPU · {0} cores</source>
        <translation>CPU · {0} Kerne</translation>
    </message>
    <message>
        <source>Cached data: {0} removed. Data that is opened again takes longer once.</source>
        <translation>Zwischengespeicherte Daten: {0} entfernt. Das nächste Öffnen von Daten dauert einmalig länger.</translation>
    </message>
    <message>
        <source>Cached data: {0} removed; {1} are in use and go when the cache is cleared next time</source>
        <translation>Zwischengespeicherte Daten: {0} entfernt; {1} sind in Gebrauch und werden beim nächsten Leeren entfernt</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>Calibration error</source>
        <translation>Kalibrierungsfehler</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Cancelled. No file was written.</source>
        <translation>Abgebrochen. Es wurde keine Datei geschrieben.</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Wird abgebrochen…</translation>
    </message>
    <message>
        <source>Cannot create the folder {path}: {cause}</source>
        <translation>Der Ordner {path} lässt sich nicht anlegen: {cause}</translation>
    </message>
    <message>
        <source>Cannot open {path}: there is not enough memory</source>
        <translation>{path} lässt sich nicht öffnen: nicht genug Speicher</translation>
    </message>
    <message>
        <source>Cannot open {path}: {cause}</source>
        <translation>{path} lässt sich nicht öffnen: {cause}</translation>
    </message>
    <message>
        <source>Cannot read {path}: {cause}</source>
        <translation>{path} lässt sich nicht lesen: {cause}</translation>
    </message>
    <message>
        <source>Cannot save {path}: its disk does not answer</source>
        <translation>{path} lässt sich nicht speichern: Der Datenträger antwortet nicht</translation>
    </message>
    <message>
        <source>Cannot save {path}: {cause}</source>
        <translation>{path} lässt sich nicht speichern: {cause}</translation>
    </message>
    <message>
        <source>Cannot tell the format from the name {path}; say which: {known}</source>
        <translation>Das Format ist am Namen {path} nicht zu erkennen; eines nennen: {known}</translation>
    </message>
    <message>
        <source>Cannot train yet: {0}</source>
        <translation>Noch kein Training möglich: {0}</translation>
    </message>
    <message>
        <source>Cannot use the GPU: CuPy is not installed ({line})</source>
        <translation>Die GPU ist nicht nutzbar: CuPy ist nicht installiert ({line})</translation>
    </message>
    <message>
        <source>Cannot use the GPU: cuBLAS is not installed ({line})</source>
        <translation>Die GPU ist nicht nutzbar: cuBLAS ist nicht installiert ({line})</translation>
    </message>
    <message>
        <source>Cannot use the GPU: {cause}</source>
        <translation>Die GPU ist nicht nutzbar: {cause}</translation>
    </message>
    <message>
        <source>Cannot use {device}: {reason}</source>
        <translation>{device} lässt sich nicht verwenden: {reason}</translation>
    </message>
    <message>
        <source>Cannot use {device}: {reason}. {remedy}</source>
        <translation>{device} lässt sich nicht verwenden: {reason}. {remedy}</translation>
    </message>
    <message>
        <source>Cannot write {path}: {cause}</source>
        <translation>{path} lässt sich nicht schreiben: {cause}</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>Zeichenfläche</translation>
    </message>
    <message>
        <source>Categorical cross-entropy</source>
        <translation>Kategoriale Kreuzentropie</translation>
    </message>
    <message>
        <source>Categorical cross-entropy needs an output for each class, at least 2, not {n}</source>
        <translation>Kategoriale Kreuzentropie braucht eine Ausgabe je Klasse, mindestens 2, nicht {n}</translation>
    </message>
    <message>
        <source>Categorical cross-entropy reads the outputs as probabilities: the last layer needs softmax, not {activation}</source>
        <translation>Kategoriale Kreuzentropie liest die Ausgaben als Wahrscheinlichkeiten: Die letzte Schicht braucht softmax, nicht {activation}</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Kategorien</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Cells that were copied in a spreadsheet (Ctrl+V)</source>
        <translation>Zellen, die in einer Tabellenkalkulation kopiert wurden (Strg+V)</translation>
    </message>
    <message>
        <source>Certainty</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Chain rule through the activation: times its slope at z</source>
        <translation>Kettenregel durch die Aktivierung: mal ihre Steigung bei z</translation>
    </message>
    <message>
        <source>Chain rule: what {0} sends back</source>
        <translation>Kettenregel: was {0} zurückgibt</translation>
    </message>
    <message>
        <source>Chain rule: what {0} sends back, {1} parts</source>
        <translation>Kettenregel: was {0} zurückgibt, {1} Teile</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Verändert wird</translation>
    </message>
    <message>
        <source>Change batch size</source>
        <translation>Batchgröße ändern</translation>
    </message>
    <message>
        <source>Change settings of {0}</source>
        <translation>Einstellungen von {0} ändern</translation>
    </message>
    <message>
        <source>Change {0}</source>
        <translation>{0} ändern</translation>
    </message>
    <message>
        <source>Change {0} of the data</source>
        <translation>Daten: {0} ändern</translation>
    </message>
    <message>
        <source>Change {0} of {1}</source>
        <translation>{0} von {1} ändern</translation>
    </message>
    <message>
        <source>Changed by another program</source>
        <translation>Von einem anderen Programm geändert</translation>
    </message>
    <message>
        <source>Changed by hand while training:</source>
        <translation>Während des Trainings von Hand geändert:</translation>
    </message>
    <message>
        <source>Changes take effect immediately.</source>
        <translation>Änderungen gelten sofort.</translation>
    </message>
    <message>
        <source>Changes the training part anew in every epoch, so that the network sees more than there is. Validation and test stay as they are.</source>
        <translation>Verändert den Trainingsteil in jeder Epoche neu, sodass das Netz mehr sieht, als da ist. Validierung und Test bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Changes validation and test, always the same way, to see whether the network holds on what looks different. It learns from samples as they are.</source>
        <translation>Verändert Validierung und Test, immer auf dieselbe Weise, um zu sehen, ob sich das Netz auch bei verändertem Aussehen bewährt. Gelernt wird aus unveränderten Beispielen.</translation>
    </message>
    <message>
        <source>Channel {large} varies {times:,.0f} times as much as channel {small}, of which the network hardly sees anything: they seem to be in different units</source>
        <translation>Kanal {large} schwankt {times:,.0f}-mal so stark wie Kanal {small}, von dem das Netz kaum etwas sieht: Ihre Einheiten sind wohl verschieden</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>Channels of every recording; with 1, sounds in stereo are mixed.</source>
        <translation>Kanäle jeder Aufzeichnung; bei 1 werden Töne in Stereo gemischt.</translation>
    </message>
    <message>
        <source>Check gradients</source>
        <translation>Gradienten prüfen</translation>
    </message>
    <message>
        <source>Check gradients: compare backpropagation with slopes measured on the cost itself</source>
        <translation>Gradienten prüfen: Backpropagation mit Steigungen vergleichen, die an den Kosten selbst gemessen sind</translation>
    </message>
    <message>
        <source>Chemical analysis · 3 growers</source>
        <translation>Chemische Analyse · 3 Weingüter</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Choose &amp;data…</source>
        <translation>&amp;Daten wählen…</translation>
    </message>
    <message>
        <source>Choose a data set</source>
        <translation>Datensatz wählen</translation>
    </message>
    <message>
        <source>Choose a data set, or open a file or folder of your own</source>
        <translation>Einen Datensatz wählen oder eine eigene Datei oder einen Ordner öffnen</translation>
    </message>
    <message>
        <source>Choose a file or folder</source>
        <translation>Datei oder Ordner wählen</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Choose a project or a model…</source>
        <translation>Projekt oder Modell wählen…</translation>
    </message>
    <message>
        <source>Choose a run to see what is known of it, or two to compare them.</source>
        <translation>Einen Lauf wählen, um zu sehen, was über ihn bekannt ist, oder zwei, um sie zu vergleichen.</translation>
    </message>
    <message>
        <source>Choose another project, or a model of ONNX or Keras, at the right.</source>
        <translation>Rechts ein anderes Projekt oder ein Modell aus ONNX oder Keras wählen.</translation>
    </message>
    <message>
        <source>Choose data first</source>
        <translation>Erst Daten wählen</translation>
    </message>
    <message>
        <source>Choose data, and you see what each layer makes of a sample.</source>
        <translation>Wählen Sie Daten, und Sie sehen, was jede Schicht aus einem Beispiel macht.</translation>
    </message>
    <message>
        <source>Choose data…</source>
        <translation>Daten wählen…</translation>
    </message>
    <message>
        <source>Choose file</source>
        <translation>Datei wählen</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Choose folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Choose one run first</source>
        <translation>Erst einen Lauf wählen</translation>
    </message>
    <message>
        <source>Choose two runs: the second with Ctrl and a click</source>
        <translation>Zwei Läufe wählen: den zweiten mit Strg und Klick</translation>
    </message>
    <message>
        <source>Choose two to compare them.</source>
        <translation>Zum Vergleichen zwei wählen.</translation>
    </message>
    <message>
        <source>Chosen &amp;runs</source>
        <translation>&amp;Gewählte Läufe</translation>
    </message>
    <message>
        <source>Chosen on the test part, it would make the figures of the test too good. Choose it on the validation part.</source>
        <translation>Am Testteil gewählt, würde sie die Kennzahlen des Tests zu gut machen. Am Validierungsteil wählen.</translation>
    </message>
    <message>
        <source>Circles</source>
        <translation>Kreise</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Class numbers must be whole numbers from 0 to {last}; row {row} has {value:g}</source>
        <translation>Klassennummern müssen ganze Zahlen von 0 bis {last} sein; Zeile {row} hat {value:g}</translation>
    </message>
    <message>
        <source>Class that counts as yes</source>
        <translation>Klasse, die als Ja gilt</translation>
    </message>
    <message>
        <source>Class weights</source>
        <translation>Klassengewichte</translation>
    </message>
    <message>
        <source>Class weights make classes that count more seem more probable than they are: train without them where probabilities are to be believed.</source>
        <translation>Klassengewichte lassen Klassen, die mehr zählen, wahrscheinlicher erscheinen, als sie sind: Ohne sie trainieren, wo den Wahrscheinlichkeiten zu trauen sein soll.</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Classes: {0}</source>
        <translation>Klassen: {0}</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Clear cac&amp;hed data</source>
        <translation>Zwis&amp;chengespeicherte Daten löschen</translation>
    </message>
    <message>
        <source>Clears the search (Escape)</source>
        <translation>Leert die Suche (Esc)</translation>
    </message>
    <message>
        <source>Click a card of the drawing to change its layer. Double-click a layer here to add one behind that card, or drag it onto a wire. Edit ▸ Undo takes back what went wrong.</source>
        <translation>Ein Klick auf eine Karte der Zeichnung öffnet die Einstellungen der Schicht. Ein Doppelklick auf eine Schicht hier fügt sie hinter dieser Karte hinzu; sie lässt sich auch auf eine Verbindung ziehen. Bearbeiten ▸ Rückgängig nimmt zurück, was misslang.</translation>
    </message>
    <message>
        <source>Click a cell, or press Enter on it, to see the samples behind it</source>
        <translation>Ein Klick auf eine Zelle oder die Eingabetaste zeigt die Beispiele dahinter</translation>
    </message>
    <message>
        <source>Click a dot to look at its sample</source>
        <translation>Ein Klick auf einen Punkt zeigt sein Beispiel</translation>
    </message>
    <message>
        <source>Click a dot to look at its samples</source>
        <translation>Ein Klick auf einen Punkt zeigt seine Beispiele</translation>
    </message>
    <message>
        <source>Click or drag to choose another learning rate; the arrow keys move the mark, Home returns</source>
        <translation>Klicken oder ziehen, um eine andere Lernrate zu wählen; die Pfeiltasten bewegen die Marke, Pos1 kehrt zurück</translation>
    </message>
    <message>
        <source>Clip norm</source>
        <translation>Norm begrenzen</translation>
    </message>
    <message>
        <source>Clip the gradients to length {n:g}</source>
        <translation>Gradienten auf Länge {n:g} begrenzen</translation>
    </message>
    <message>
        <source>Clip value</source>
        <translation>Wert begrenzen</translation>
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
        <source>Close other programs that use the card (nvidia-smi lists them)</source>
        <translation>Andere Programme schließen, die die Karte benutzen (nvidia-smi zeigt sie)</translation>
    </message>
    <message>
        <source>Close the lesson; the project stays</source>
        <translation>Die Lektion schließen; das Projekt bleibt</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>Co&amp;nnect to…</source>
        <translation>&amp;Verbinden mit…</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Coloured pixels move the answer “{0}” most.</source>
        <translation>Farbige Pixel bewegen die Antwort „{0}“ am stärksten.</translation>
    </message>
    <message>
        <source>Coloured places move the answer “{0}” most.</source>
        <translation>Farbige Stellen bewegen die Antwort „{0}“ am stärksten.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Colours from {0} to {1}; {2} has none</source>
        <translation>Farben von {0} bis {1}; {2} ist farblos</translation>
    </message>
    <message>
        <source>Colours from {0} to {1}; {2} has none, for there the neuron says neither yes nor no</source>
        <translation>Farben von {0} bis {1}; {2} ist farblos, denn dort sagt das Neuron weder ja noch nein</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Column to &amp;predict</source>
        <translation>&amp;Vorherzusagende Spalte</translation>
    </message>
    <message>
        <source>Column to predict</source>
        <translation>Vorherzusagende Spalte</translation>
    </message>
    <message>
        <source>Column {column} is left out: {reason}</source>
        <translation>Spalte {column} wird weggelassen: {reason}</translation>
    </message>
    <message>
        <source>Column {column}: a cell that is no number counts as missing, {cell} on line {line}</source>
        <translation>Spalte {column}: Eine Zelle, die keine Zahl ist, gilt als fehlend: {cell} in Zeile {line}</translation>
    </message>
    <message>
        <source>Column {column}: nothing tells whether {cell} is {month_first} or {day_first}; it is read as the former. If that is wrong, say that the day comes first, or write dates as 2024-12-31</source>
        <translation>Spalte {column}: Ob {cell} für {month_first} oder {day_first} steht, ist nicht zu erkennen; gelesen wird das Erste. Ist das falsch, angeben, dass der Tag zuerst kommt, oder Datumsangaben wie 2024-12-31 schreiben</translation>
    </message>
    <message>
        <source>Column {column}: times that name a time zone are counted in UTC, others as they stand</source>
        <translation>Spalte {column}: Zeiten mit Zeitzone zählen in UTC, andere wie angegeben</translation>
    </message>
    <message>
        <source>Column {column}: {cell} has more digits than a number keeps; {n} of its values become equal to others</source>
        <translation>Spalte {column}: {cell} hat mehr Stellen, als eine Zahl behält; {n} ihrer Werte werden anderen gleich</translation>
    </message>
    <message>
        <source>Column {column}: {cell} has more digits than a number keeps; {n} of its values becomes equal to another</source>
        <translation>Spalte {column}: {cell} hat mehr Stellen, als eine Zahl behält; {n} ihrer Werte wird einem anderen gleich</translation>
    </message>
    <message>
        <source>Column {column}: {count} cells that are no number count as missing, the first is {cell} on line {line}</source>
        <translation>Spalte {column}: {count} Zellen, die keine Zahl sind, gelten als fehlend; die erste ist {cell} in Zeile {line}</translation>
    </message>
    <message>
        <source>Column {column}: {names} did not occur in training; in {n} row only the known choices count</source>
        <translation>Spalte {column}: {names}, im Training nicht vorgekommen; in {n} Zeile zählen nur die bekannten Antworten</translation>
    </message>
    <message>
        <source>Column {column}: {names} did not occur in training; in {n} rows only the known choices count</source>
        <translation>Spalte {column}: {names}, im Training nicht vorgekommen; in {n} Zeilen zählen nur die bekannten Antworten</translation>
    </message>
    <message>
        <source>Column {column}: {names} did not occur in training; {n} row counts as none of the known categories</source>
        <translation>Spalte {column}: {names}, im Training nicht vorgekommen; {n} Zeile zählt als keine der bekannten Kategorien</translation>
    </message>
    <message>
        <source>Column {column}: {names} did not occur in training; {n} rows count as none of the known categories</source>
        <translation>Spalte {column}: {names}, im Training nicht vorgekommen; {n} Zeilen zählen als keine der bekannten Kategorien</translation>
    </message>
    <message>
        <source>Column {column}: {texts} count as one</source>
        <translation>Spalte {column}: {texts} zählen als eins</translation>
    </message>
    <message>
        <source>Column {name} holds no cell with several choices, parted by a semicolon, a bar or a comma; read it as a category</source>
        <translation>Spalte {name} hat keine Zelle mit mehreren Antworten, getrennt durch Semikolon, senkrechten Strich oder Komma; als Kategorie lesen</translation>
    </message>
    <message>
        <source>Column {name} holds {strange}; the network knows {classes}</source>
        <translation>Spalte {name} enthält {strange}; das Netz kennt {classes}</translation>
    </message>
    <message>
        <source>Column {name} is empty</source>
        <translation>Spalte {name} ist leer</translation>
    </message>
    <message>
        <source>Column {name} must hold numbers to be compared</source>
        <translation>Spalte {name} muss Zahlen enthalten, um verglichen zu werden</translation>
    </message>
    <message>
        <source>Column {name} must hold {wanted}; it holds {found}</source>
        <translation>Spalte {name} passt nicht; verlangt: {wanted}, gefunden: {found}</translation>
    </message>
    <message>
        <source>Column {name}, row {row}: {value} is below zero and has no logarithm; turn the logarithm of this target off, or correct the value</source>
        <translation>Spalte {name}, Zeile {row}: {value} liegt unter null und hat keinen Logarithmus; den Logarithmus dieser Zielgröße ausschalten oder den Wert berichtigen</translation>
    </message>
    <message>
        <source>Column {name}: row {row} is infinite</source>
        <translation>Spalte {name}: Zeile {row} ist unendlich</translation>
    </message>
    <message>
        <source>Column {name}: the values do not fit its categories</source>
        <translation>Spalte {name}: Die Werte passen nicht zu ihren Kategorien</translation>
    </message>
    <message>
        <source>Column {name}: {value} is not a date; write it as 2024-12-31</source>
        <translation>Spalte {name}: {value} ist kein Datum; als 2024-12-31 schreiben</translation>
    </message>
    <message>
        <source>Column {name}: {value} is not a number written like {specimen}</source>
        <translation>Spalte {name}: {value} ist keine Zahl in der Schreibweise von {specimen}</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Columns of zeros left of the picture.</source>
        <translation>Spalten von Nullen links vom Bild.</translation>
    </message>
    <message>
        <source>Columns of zeros right of the picture.</source>
        <translation>Spalten von Nullen rechts vom Bild.</translation>
    </message>
    <message>
        <source>Columns that are hidden in the sheet are read as well: {names}</source>
        <translation>Spalten, die im Blatt ausgeblendet sind, werden mitgelesen: {names}</translation>
    </message>
    <message>
        <source>Columns that pull the answer towards “{0}” (right) or away from it (left), and their values:</source>
        <translation>Spalten, die die Antwort zu „{0}“ hin (rechts) oder davon weg (links) ziehen, und ihre Werte:</translation>
    </message>
    <message>
        <source>Columns that pull {0} up (right) or down (left), and their values:</source>
        <translation>Spalten, die {0} nach oben (rechts) oder nach unten (links) ziehen, und ihre Werte:</translation>
    </message>
    <message>
        <source>Comes back from {0}, scaled as on the way forward</source>
        <translation>Kommt von {0} zurück, skaliert wie auf dem Hinweg</translation>
    </message>
    <message>
        <source>Comes back from {0}, through the mean and variance that it measures</source>
        <translation>Kommt von {0} zurück, durch das Mittel und die Varianz, die dort gemessen werden</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Compare runs</source>
        <translation>Läufe vergleichen</translation>
    </message>
    <message>
        <source>Compare the layers by {0}</source>
        <translation>Schichten vergleichen: {0}</translation>
    </message>
    <message>
        <source>Compare this layer with another kind of it, before anything is changed</source>
        <translation>Diese Schicht mit einer anderen Art vergleichen, bevor etwas geändert wird</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Comparing with another program</source>
        <translation>Vergleich mit einem anderen Programm</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Wird verglichen…</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Compiler (NVRTC)</source>
        <translation>Compiler (NVRTC)</translation>
    </message>
    <message>
        <source>Concatenate</source>
        <translation>Concatenate</translation>
    </message>
    <message>
        <source>Concatenate needs inputs that differ in the last axis only, but receives {first} and {other}</source>
        <translation>Concatenate braucht Eingaben, die sich nur in der letzten Achse unterscheiden, erhält aber {first} und {other}</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>Verwechslungsmatrix</translation>
    </message>
    <message>
        <source>Connect it to {target}</source>
        <translation>Mit {target} verbinden</translation>
    </message>
    <message>
        <source>Connect {0} to {1}</source>
        <translation>{0} mit {1} verbinden</translation>
    </message>
    <message>
        <source>Connect {0} to {1}: Enter connects, arrows choose, Esc cancels</source>
        <translation>{0} mit {1} verbinden: Eingabetaste verbindet, Pfeile wählen, Esc bricht ab</translation>
    </message>
    <message>
        <source>Connect {source} to it</source>
        <translation>{source} damit verbinden</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>Konstant</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Conv1D</source>
        <translation>Conv1D</translation>
    </message>
    <message>
        <source>Conv2D</source>
        <translation>Conv2D</translation>
    </message>
    <message>
        <source>ConvTranspose2D</source>
        <translation>ConvTranspose2D</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>Faltung</translation>
    </message>
    <message>
        <source>Convolutions along a sequence</source>
        <translation>Faltungen entlang einer Folge</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copied. Paste it into a text or a drawing.</source>
        <translation>Kopiert. Nun in einen Text oder eine Zeichnung einfügen.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy all steps as text, such as for a question in a forum</source>
        <translation>Alle Schritte als Text kopieren, etwa für eine Frage in einem Forum</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Als Markdown kopieren</translation>
    </message>
    <message>
        <source>Copy as table</source>
        <translation>Als Tabelle kopieren</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Details kopieren</translation>
    </message>
    <message>
        <source>Copy dia&amp;gram</source>
        <translation>Diagra&amp;mm kopieren</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Copy picture and table</source>
        <translation>Bild und Tabelle kopieren</translation>
    </message>
    <message>
        <source>Copy the names of the files and the proof as text</source>
        <translation>Namen der Dateien und Nachweis als Text kopieren</translation>
    </message>
    <message>
        <source>Copy the picture, to paste it into a text or a drawing</source>
        <translation>Das Bild kopieren, um es in einen Text oder eine Zeichnung einzufügen</translation>
    </message>
    <message>
        <source>Copy what a developer needs to know about this</source>
        <translation>Angaben für die Entwicklung kopieren</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>Cost over the two weights</source>
        <translation>Kosten über den zwei Gewichten</translation>
    </message>
    <message>
        <source>Count spellings as one</source>
        <translation>Schreibweisen als eine zählen</translation>
    </message>
    <message>
        <source>Count the spellings as one</source>
        <translation>Schreibweisen als eine zählen</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>Zuschneiden</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>A&amp;usschneiden</translation>
    </message>
    <message>
        <source>CuPy</source>
        <translation>CuPy</translation>
    </message>
    <message>
        <source>CuPy does not load: {cause}</source>
        <translation>CuPy lässt sich nicht laden: {cause}</translation>
    </message>
    <message>
        <source>CuPy is not installed</source>
        <translation>CuPy ist nicht installiert</translation>
    </message>
    <message>
        <source>CuPy package</source>
        <translation>CuPy-Paket</translation>
    </message>
    <message>
        <source>Curve</source>
        <translation>Kurve</translation>
    </message>
    <message>
        <source>Curve smoothing</source>
        <translation>Glättung der Kurven</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Curves of {0}</source>
        <translation>Kurven von {0}</translation>
    </message>
    <message>
        <source>Curves, figures, notes and the weights that are kept of it are removed. This cannot be undone.</source>
        <translation>Kurven, Kennzahlen, Notizen und die aufbewahrten Gewichte werden entfernt. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Curves, layers, inside, one step, results, runs and problems</source>
        <translation>Kurven, Schichten, Innenansicht, ein Schritt, Ergebnisse, Läufe und Probleme</translation>
    </message>
    <message>
        <source>Cut off up to</source>
        <translation>Abschneiden bis</translation>
    </message>
    <message>
        <source>Cut the wire from {a} to {b}</source>
        <translation>Verbindung von {a} zu {b} trennen</translation>
    </message>
    <message>
        <source>Cut {0}</source>
        <translation>{0} ausschneiden</translation>
    </message>
    <message>
        <source>Cut-out</source>
        <translation>Cutout</translation>
    </message>
    <message>
        <source>Cuts negative sums off; the usual choice between layers.</source>
        <translation>Schneidet negative Summen ab; die übliche Wahl zwischen Schichten.</translation>
    </message>
    <message>
        <source>D&amp;ark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>D&amp;uplicate</source>
        <translation>Dup&amp;lizieren</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Data sets</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>Data settings that differ</source>
        <translation>Abweichende Dateneinstellungen</translation>
    </message>
    <message>
        <source>Data: a column must be an object with a name, not {value}</source>
        <translation>Daten: Eine Spalte muss ein Objekt mit Namen sein, nicht {value}</translation>
    </message>
    <message>
        <source>Data: a column must be named by a text, not {value}</source>
        <translation>Daten: Eine Spalte muss mit einem Text benannt sein, nicht mit {value}</translation>
    </message>
    <message>
        <source>Data: choose the column by which the rows are divided</source>
        <translation>Daten: die Spalte wählen, nach der die Zeilen aufgeteilt werden</translation>
    </message>
    <message>
        <source>Data: column {column} has settings twice</source>
        <translation>Daten: Spalte {column} hat zweimal Einstellungen</translation>
    </message>
    <message>
        <source>Data: column {column} has the unknown setting {setting}; a newer version of the program wrote it</source>
        <translation>Daten: Spalte {column} hat die unbekannte Einstellung {setting}; eine neuere Version des Programms hat sie geschrieben</translation>
    </message>
    <message>
        <source>Data: the augmentation is {value}</source>
        <translation>Daten: Die Augmentierung ist {value}</translation>
    </message>
    <message>
        <source>Data: the augmentation must be a list, not {value}</source>
        <translation>Daten: Die Augmentierung muss eine Liste sein, nicht {value}</translation>
    </message>
    <message>
        <source>Data: the columns must be a list, not {value}</source>
        <translation>Daten: Die Spalten müssen eine Liste sein, nicht {value}</translation>
    </message>
    <message>
        <source>Data: the source is {value}, not a data source</source>
        <translation>Daten: Die Quelle ist {value}, keine Datenquelle</translation>
    </message>
    <message>
        <source>Data: the source must be an object, not {value}</source>
        <translation>Daten: Die Quelle muss ein Objekt sein, nicht {value}</translation>
    </message>
    <message>
        <source>Data: validation ({validation:.0%}) and test ({test:.0%}) leave too little for training; together they may be 95 % at most</source>
        <translation>Daten: Validierung ({validation:.0%}) und Test ({test:.0%}) lassen zu wenig für das Training; zusammen dürfen es höchstens 95 % sein</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Day first</source>
        <translation>Tag zuerst</translation>
    </message>
    <message>
        <source>Dead: neurons whose ReLU is 0 for every sample. Flat: values for which sigmoid or tanh hardly changes any more. Both let no gradient through.</source>
        <translation>Tot: Neuronen, deren ReLU für jedes Beispiel 0 ist. Flach: Werte, bei denen sich sigmoid oder tanh kaum noch ändert. Beide lassen keinen Gradienten durch.</translation>
    </message>
    <message>
        <source>Decimal mark</source>
        <translation>Dezimalzeichen</translation>
    </message>
    <message>
        <source>Decision boundary</source>
        <translation>Entscheidungsgrenze</translation>
    </message>
    <message>
        <source>Deeper, with ReLU</source>
        <translation>Tiefer, mit ReLU</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete runs</source>
        <translation>Läufe löschen</translation>
    </message>
    <message>
        <source>Delete runs…</source>
        <translation>Läufe löschen…</translation>
    </message>
    <message>
        <source>Delete {0}</source>
        <translation>{0} löschen</translation>
    </message>
    <message>
        <source>Delete {0} from the list?</source>
        <translation>{0} aus der Liste löschen?</translation>
    </message>
    <message>
        <source>Delta</source>
        <translation>Delta</translation>
    </message>
    <message>
        <source>Dense</source>
        <translation>Dense</translation>
    </message>
    <message>
        <source>Dense 25, 15 and an output, all sigmoid, as in the textbook</source>
        <translation>Dense 25, 15 und eine Ausgabe, alle mit sigmoid, wie im Lehrbuch</translation>
    </message>
    <message>
        <source>Dense 64 and 32 with ReLU and dropout: the usual start for a table</source>
        <translation>Dense 64 und 32 mit ReLU und Dropout: der übliche Anfang für eine Tabelle</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>Tiefe</translation>
    </message>
    <message>
        <source>Depth {0}</source>
        <translation>Tiefe {0}</translation>
    </message>
    <message>
        <source>Descent</source>
        <translation>Abstieg</translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation>Abweichung</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Device, memory</source>
        <translation>Gerät, Speicher</translation>
    </message>
    <message>
        <source>Diabetes progression</source>
        <translation>Verlauf von Diabetes</translation>
    </message>
    <message>
        <source>Diabetes · regression</source>
        <translation>Diabetes · Regression</translation>
    </message>
    <message>
        <source>Diagram, PDF</source>
        <translation>Diagramm, PDF</translation>
    </message>
    <message>
        <source>Diagram, PNG</source>
        <translation>Diagramm, PNG</translation>
    </message>
    <message>
        <source>Diagram, SVG</source>
        <translation>Diagramm, SVG</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>Digits 8×8 · Dense layers only</source>
        <translation>Ziffern 8×8 · nur Dense-Schichten</translation>
    </message>
    <message>
        <source>Digits 8×8 · autoencoder</source>
        <translation>Ziffern 8×8 · Autoencoder</translation>
    </message>
    <message>
        <source>Digits 8×8 · convolutions</source>
        <translation>Ziffern 8×8 · Faltungen</translation>
    </message>
    <message>
        <source>Digits 8×8 · residual network</source>
        <translation>Ziffern 8×8 · Residualnetz</translation>
    </message>
    <message>
        <source>Digits without convolutions</source>
        <translation>Ziffern ohne Faltungen</translation>
    </message>
    <message>
        <source>Dilation</source>
        <translation>Spreizung</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Disconnect {0} from {1}</source>
        <translation>{0} von {1} trennen</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Distance between the pixels of a patch; 1 means neighbours.</source>
        <translation>Abstand zwischen den Pixeln eines Ausschnitts; 1 bedeutet Nachbarn.</translation>
    </message>
    <message>
        <source>Distance between the values of a piece; 1 means neighbours.</source>
        <translation>Abstand zwischen den Werten eines Abschnitts; 1 bedeutet Nachbarn.</translation>
    </message>
    <message>
        <source>Distance δ from which on the loss grows in a straight line.</source>
        <translation>Abstand δ, von dem an der Verlust linear wächst.</translation>
    </message>
    <message>
        <source>Divide rows</source>
        <translation>Zeilen aufteilen</translation>
    </message>
    <message>
        <source>Divides the gradient of every weight by its recent size; ε outside the root as in PyTorch, ρ = 0.9 as in Keras.</source>
        <translation>Teilt den Gradienten jedes Gewichts durch seine jüngste Größe; ε außerhalb der Wurzel wie in PyTorch, ρ = 0.9 wie in Keras.</translation>
    </message>
    <message>
        <source>Do</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Does not fit here</source>
        <translation>Passt hier nicht</translation>
    </message>
    <message>
        <source>Does not fit this data. {0}</source>
        <translation>Passt nicht zu diesen Daten. {0}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Double the learning rate</source>
        <translation>Lernrate verdoppeln</translation>
    </message>
    <message>
        <source>Double-click for the settings, F2 for the name</source>
        <translation>Doppelklick für die Einstellungen, F2 für den Namen</translation>
    </message>
    <message>
        <source>Drag layers here, press A and type one with its settings, such as “conv2d 16 3x3 same”, or start from a template</source>
        <translation>Schichten hierher ziehen, mit der Taste A eine samt Einstellungen eingeben, etwa „conv2d 16 3x3 same“, oder mit einer Vorlage beginnen</translation>
    </message>
    <message>
        <source>Draw a network. Train it on your data. Take it with you.</source>
        <translation>Ein Netz zeichnen. Mit eigenen Daten trainieren. Mitnehmen.</translation>
    </message>
    <message>
        <source>Draw a neural network, train it on your own data, understand it, take the weights away.</source>
        <translation>Ein neuronales Netz zeichnen, mit eigenen Daten trainieren, verstehen, die Gewichte mitnehmen.</translation>
    </message>
    <message>
        <source>Draw a picture with the mouse or a pen</source>
        <translation>Ein Bild mit Maus oder Stift zeichnen</translation>
    </message>
    <message>
        <source>Draw here</source>
        <translation>Hier zeichnen</translation>
    </message>
    <message>
        <source>Draw losses logarithmically: each step up is ten times as much</source>
        <translation>Verluste logarithmisch zeichnen: Jede Stufe nach oben ist das Zehnfache</translation>
    </message>
    <message>
        <source>Draw one</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Draw other points</source>
        <translation>Neue Punkte erzeugen</translation>
    </message>
    <message>
        <source>Draw the curves over epochs, steps or seconds of training</source>
        <translation>Die Kurven über Epochen, Schritten oder Sekunden des Trainings zeichnen</translation>
    </message>
    <message>
        <source>Draw the network</source>
        <translation>Das Netz zeichnen</translation>
    </message>
    <message>
        <source>Draw with the mouse or a pen: the answer appears here.</source>
        <translation>Mit Maus oder Stift zeichnen: Die Antwort erscheint hier.</translation>
    </message>
    <message>
        <source>Drawing (SVG)…</source>
        <translation>Zeichnung (SVG)…</translation>
    </message>
    <message>
        <source>Drawing, settings and trained weights since the last save would be lost.</source>
        <translation>Was seit dem letzten Speichern gezeichnet, eingestellt und trainiert wurde, ginge verloren.</translation>
    </message>
    <message>
        <source>Drawings are scaled and centred by their mass, as the digits of MNIST were. Files may be dropped.</source>
        <translation>Zeichnungen werden skaliert und nach ihrem Schwerpunkt zentriert, wie einst die Ziffern von MNIST. Dateien können hier abgelegt werden.</translation>
    </message>
    <message>
        <source>Drawn by lot</source>
        <translation>Zufällig</translation>
    </message>
    <message>
        <source>Drawn by lot.</source>
        <translation>Zufällig gezogen.</translation>
    </message>
    <message>
        <source>Drawn for the first of two classes, where the sum of the other is 0.</source>
        <translation>Gezeichnet für die erste von zwei Klassen; die Summe der anderen ist 0.</translation>
    </message>
    <message>
        <source>Driver, card and package</source>
        <translation>Treiber, Karte und Paket</translation>
    </message>
    <message>
        <source>Drop an image here, or a folder of images.</source>
        <translation>Ein Bild oder einen Ordner mit Bildern hier ablegen.</translation>
    </message>
    <message>
        <source>Drop an image here.</source>
        <translation>Ein Bild hier ablegen.</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Drops the learning rate every few epochs, in steps.</source>
        <translation>Senkt die Lernrate alle paar Epochen, in Stufen.</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Duplicate {0}</source>
        <translation>{0} duplizieren</translation>
    </message>
    <message>
        <source>Each is a number that can be more or less.</source>
        <translation>Jede ist eine Zahl, die größer oder kleiner sein kann.</translation>
    </message>
    <message>
        <source>Each repair may uncover the next; all of them are undone in one step</source>
        <translation>Jede Reparatur kann die nächste sichtbar machen; alle lassen sich in einem Schritt rückgängig machen</translation>
    </message>
    <message>
        <source>Earlier samples</source>
        <translation>Frühere Beispiele</translation>
    </message>
    <message>
        <source>Empty network</source>
        <translation>Leeres Netz</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Kodierung</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>End early after {n} epochs without progress</source>
        <translation>Nach {n} Epochen ohne Fortschritt beenden</translation>
    </message>
    <message>
        <source>Ended after {0} of {1} epochs: hardly better for {2}</source>
        <translation>Nach {0} von {1} Epochen beendet: kaum besser (Geduld {2})</translation>
    </message>
    <message>
        <source>Ended after {0} of {1} epochs: no better for {2}</source>
        <translation>Nach {0} von {1} Epochen beendet: nicht besser (Geduld {2})</translation>
    </message>
    <message>
        <source>Ending</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Ends the run early when so many epochs have not lowered the validation loss; 0 never does.</source>
        <translation>Beendet den Lauf früher, wenn so viele Epochen den Validierungsverlust nicht gesenkt haben; bei 0 nie.</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Epoch {0} (step {1}): {2}</source>
        <translation>Epoche {0} (Schritt {1}): {2}</translation>
    </message>
    <message>
        <source>Epoch {0} of {1}</source>
        <translation>Epoche {0} von {1}</translation>
    </message>
    <message>
        <source>Epoch {0}, batch {1} of {2}: the next step of the training. Dropout and noise rest here.</source>
        <translation>Epoche {0}, Batch {1} von {2}: der nächste Schritt des Trainings. Dropout und Rauschen ruhen hier.</translation>
    </message>
    <message>
        <source>Epoch {0}: {1}</source>
        <translation>Epoche {0}: {1}</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Epochs at the start in which the learning rate grows from almost nothing to its full size.</source>
        <translation>Epochen am Anfang, in denen die Lernrate von fast nichts auf ihre volle Größe wächst.</translation>
    </message>
    <message>
        <source>Epochs from one drop to the next.</source>
        <translation>Epochen von einer Stufe zur nächsten.</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>Schätzung</translation>
    </message>
    <message>
        <source>Even spread of half He&apos;s variance; suits selu.</source>
        <translation>Gleichverteilt mit halber Varianz von He; passt zu selu.</translation>
    </message>
    <message>
        <source>Even spread, sized by inputs and outputs; suits sigmoid and tanh.</source>
        <translation>Gleichverteilt, nach Ein- und Ausgängen bemessen; passt zu sigmoid und tanh.</translation>
    </message>
    <message>
        <source>Even spread, sized by the inputs; suits relu and its kin.</source>
        <translation>Gleichverteilt, nach den Eingängen bemessen; passt zu relu und Verwandten.</translation>
    </message>
    <message>
        <source>Evens out channels over a batch</source>
        <translation>Normalisiert Kanäle über einen Batch</translation>
    </message>
    <message>
        <source>Evens out each sample</source>
        <translation>Normalisiert jedes Beispiel</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Every answer of these weights follows it from now on: results, Try it, exports, the command line. It is kept in the project</source>
        <translation>Jede Antwort dieser Gewichte richtet sich von nun an danach: Ergebnisse, Ausprobieren, Exporte, Befehlszeile. Sie wird im Projekt aufbewahrt</translation>
    </message>
    <message>
        <source>Every column around its median, by the middle half of its values: a few wild ones do not matter.</source>
        <translation>Jede Spalte um ihren Median, nach der mittleren Hälfte ihrer Werte: Einige Ausreißer stören nicht.</translation>
    </message>
    <message>
        <source>Every column around zero with deviation 1.</source>
        <translation>Jede Spalte um null mit Abweichung 1.</translation>
    </message>
    <message>
        <source>Every column between 0 and 1.</source>
        <translation>Jede Spalte zwischen 0 und 1.</translation>
    </message>
    <message>
        <source>Every input to every neuron</source>
        <translation>Jede Eingabe zu jedem Neuron</translation>
    </message>
    <message>
        <source>Every run will be remembered here: with its network, settings, data and curves.
Train the network, and the first one is here.</source>
        <translation>Jeder Lauf wird hier festgehalten: mit Netz, Einstellungen, Daten und Kurven.
Sobald das Netz trainiert wird, steht hier der erste.</translation>
    </message>
    <message>
        <source>Every sample makes a step of its own</source>
        <translation>Jedes Beispiel macht einen eigenen Schritt</translation>
    </message>
    <message>
        <source>Every value a little off</source>
        <translation>Jeder Wert weicht ein wenig ab</translation>
    </message>
    <message>
        <source>Everything stays on this computer.</source>
        <translation>Alles bleibt auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Exchange left and right</source>
        <translation>Links und rechts tauschen</translation>
    </message>
    <message>
        <source>Exclusive or</source>
        <translation>Exklusives Oder</translation>
    </message>
    <message>
        <source>Exploding: {0} times the signal at the output comes back to here.</source>
        <translation>Explodierend: Das Signal am Ausgang kommt hier {0}-mal so stark zurück.</translation>
    </message>
    <message>
        <source>Exponential</source>
        <translation>Exponentiell</translation>
    </message>
    <message>
        <source>Exponential moving average: a point is {0}&#x202f;% of what went before. The raw curve stays, faint</source>
        <translation>Exponentieller gleitender Mittelwert: Ein Punkt besteht zu {0}&#x202f;% aus dem, was vorausging. Die rohe Kurve bleibt, blass</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Export dia&amp;gram…</source>
        <translation>Dia&amp;gramm exportieren…</translation>
    </message>
    <message>
        <source>Export diagram</source>
        <translation>Diagramm exportieren</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>Faktor</translation>
    </message>
    <message>
        <source>False positive rate</source>
        <translation>Falsch-positiv-Rate</translation>
    </message>
    <message>
        <source>Fashion-MNIST 28×28 · convolutions</source>
        <translation>Fashion-MNIST 28×28 · Faltungen</translation>
    </message>
    <message>
        <source>Fashion-MNIST, a part</source>
        <translation>Fashion-MNIST, ein Teil</translation>
    </message>
    <message>
        <source>Fashion-MNIST, whole</source>
        <translation>Fashion-MNIST, ganz</translation>
    </message>
    <message>
        <source>Feeds {0}</source>
        <translation>Führt in {0}</translation>
    </message>
    <message>
        <source>Fewer epochs or the weights of the best one, dropout, weight decay and label smoothing make a network less sure.</source>
        <translation>Weniger Epochen oder die Gewichte der besten, Dropout, Gewichtszerfall und Label-Glättung machen ein Netz weniger sicher.</translation>
    </message>
    <message>
        <source>Fewer settings</source>
        <translation>Weniger Einstellungen</translation>
    </message>
    <message>
        <source>Fewer than {least} pictures of {classes}: too few to learn from, and to test</source>
        <translation>Weniger als {least} Bilder von {classes}: zu wenig zum Lernen und zum Testen</translation>
    </message>
    <message>
        <source>Fewer than {least} rows of {classes}: too few to learn from, and to test</source>
        <translation>Weniger als {least} Zeilen von {classes}: zu wenig zum Lernen und zum Testen</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>Figures and settings of both</source>
        <translation>Kennzahlen und Einstellungen beider Seiten</translation>
    </message>
    <message>
        <source>Figures of each class</source>
        <translation>Kennzahlen jeder Klasse</translation>
    </message>
    <message>
        <source>Figures of each run</source>
        <translation>Kennzahlen jedes Laufs</translation>
    </message>
    <message>
        <source>Figures of each target</source>
        <translation>Kennzahlen jeder Zielgröße</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Files like {0} (*{1})</source>
        <translation>Dateien wie {0} (*{1})</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filters of {0}</source>
        <translation>Filter von {0}</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Find a layer</source>
        <translation>Schicht suchen</translation>
    </message>
    <message>
        <source>Find a layer behind {0}</source>
        <translation>Schicht hinter {0} suchen</translation>
    </message>
    <message>
        <source>Find a layer that feeds {0}</source>
        <translation>Schicht suchen, die in {0} führt</translation>
    </message>
    <message>
        <source>Find a layer, such as conv2d 16 3x3</source>
        <translation>Schicht suchen, etwa conv2d 16 3x3</translation>
    </message>
    <message>
        <source>Find a learning rate</source>
        <translation>Lernrate suchen</translation>
    </message>
    <message>
        <source>Find a learning rate…</source>
        <translation>Lernrate suchen…</translation>
    </message>
    <message>
        <source>Find a threshold</source>
        <translation>Schwelle suchen</translation>
    </message>
    <message>
        <source>Find on the canvas</source>
        <translation>Auf der Zeichenfläche suchen</translation>
    </message>
    <message>
        <source>Find the best threshold on the part that is shown</source>
        <translation>Die beste Schwelle an dem gezeigten Teil suchen</translation>
    </message>
    <message>
        <source>Find {0} again</source>
        <translation>{0} wiederfinden</translation>
    </message>
    <message>
        <source>Finished after 1 epoch</source>
        <translation>Fertig nach 1 Epoche</translation>
    </message>
    <message>
        <source>Finished after {0} epochs</source>
        <translation>Fertig nach {0} Epochen</translation>
    </message>
    <message>
        <source>Finished learning: the loss has hardly changed since epoch {since}</source>
        <translation>Fertig gelernt: Der Verlust hat sich seit Epoche {since} kaum geändert</translation>
    </message>
    <message>
        <source>First rows</source>
        <translation>Erste Zeilen</translation>
    </message>
    <message>
        <source>Fitted curve</source>
        <translation>Angepasste Kurve</translation>
    </message>
    <message>
        <source>Five stops in the window, one minute</source>
        <translation>Fünf Stationen im Fenster, eine Minute</translation>
    </message>
    <message>
        <source>Flatten</source>
        <translation>Flatten</translation>
    </message>
    <message>
        <source>Flip</source>
        <translation>Spiegeln</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Folders within the sub-folders are left out: {count}</source>
        <translation>Ordner in den Unterordnern werden weggelassen: {count}</translation>
    </message>
    <message>
        <source>For a GPU use the program from its Python package, and {line}</source>
        <translation>Für eine GPU das Programm als Python-Paket verwenden, dazu {line}</translation>
    </message>
    <message>
        <source>For an NVIDIA GPU only: choose one as the device.</source>
        <translation>Nur für eine NVIDIA-GPU: eine als Gerät wählen.</translation>
    </message>
    <message>
        <source>For numbers with outliers: squared near the target, straight further away.</source>
        <translation>Für Zahlen mit Ausreißern: quadratisch nahe am Zielwert, weiter weg linear.</translation>
    </message>
    <message>
        <source>For numbers: the distance from prediction to target; outliers count no more than others.</source>
        <translation>Für Zahlen: der Abstand von der Vorhersage zum Zielwert; Ausreißer zählen nicht mehr als andere.</translation>
    </message>
    <message>
        <source>For numbers: the squared distance from prediction to target.</source>
        <translation>Für Zahlen: der quadrierte Abstand von der Vorhersage zum Zielwert.</translation>
    </message>
    <message>
        <source>For one of several classes: softmax, one output for each class.</source>
        <translation>Für eine von mehreren Klassen: softmax, eine Ausgabe je Klasse.</translation>
    </message>
    <message>
        <source>For yes/no questions: asks for a margin around 0, not for a probability.</source>
        <translation>Für Ja/Nein-Fragen: verlangt Abstand zu 0, keine Wahrscheinlichkeit.</translation>
    </message>
    <message>
        <source>For yes/no questions: one sigmoid output, the probability of yes.</source>
        <translation>Für Ja/Nein-Fragen: eine Ausgabe mit sigmoid, die Wahrscheinlichkeit von Ja.</translation>
    </message>
    <message>
        <source>Forget these weights; Undo brings them back</source>
        <translation>Diese Gewichte vergessen; Rückgängig holt sie zurück</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>Formel</translation>
    </message>
    <message>
        <source>Formula: {0}</source>
        <translation>Formel: {0}</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Found in the file</source>
        <translation>In der Datei gefunden</translation>
    </message>
    <message>
        <source>Free&amp;ze</source>
        <translation>Ein&amp;frieren</translation>
    </message>
    <message>
        <source>Freeze {0}</source>
        <translation>{0} einfrieren</translation>
    </message>
    <message>
        <source>Frequent categories</source>
        <translation>Häufige Kategorien</translation>
    </message>
    <message>
        <source>From the sample to the answer, neuron by neuron</source>
        <translation>Vom Beispiel zur Antwort, Neuron für Neuron</translation>
    </message>
    <message>
        <source>From which output on the answer to a yes/no question is yes: 0.5 for a probability, 0 with hinge loss.</source>
        <translation>Von welcher Ausgabe an die Antwort auf eine Ja/Nein-Frage Ja lautet: 0.5 bei einer Wahrscheinlichkeit, 0 bei Hinge-Verlust.</translation>
    </message>
    <message>
        <source>From which probability on the answer is yes</source>
        <translation>Ab welcher Wahrscheinlichkeit die Antwort Ja ist</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>Eingefroren</translation>
    </message>
    <message>
        <source>Frozen: training leaves its weights as they are</source>
        <translation>Eingefroren: Das Training lässt die Gewichte, wie sie sind</translation>
    </message>
    <message>
        <source>Full batch</source>
        <translation>Ganzer Batch</translation>
    </message>
    <message>
        <source>Further samples</source>
        <translation>Weitere Beispiele</translation>
    </message>
    <message>
        <source>Furthest off first</source>
        <translation>Größte Abweichung zuerst</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>GPU {0}</source>
        <translation>GPU {0}</translation>
    </message>
    <message>
        <source>GaussianNoise</source>
        <translation>GaussianNoise</translation>
    </message>
    <message>
        <source>Generated</source>
        <translation>Erzeugt</translation>
    </message>
    <message>
        <source>Gets</source>
        <translation>Erhält</translation>
    </message>
    <message>
        <source>Give all branches {n} channel</source>
        <translation>Allen Zweigen {n} Kanal geben</translation>
    </message>
    <message>
        <source>Give all branches {n} channels</source>
        <translation>Allen Zweigen {n} Kanäle geben</translation>
    </message>
    <message>
        <source>Give every Input the whole sample, {shape}</source>
        <translation>Jedem Input das ganze Beispiel geben, {shape}</translation>
    </message>
    <message>
        <source>Gives weights that rarely change larger steps; the sum of squares starts at 0 as in PyTorch (Keras: 0.1).</source>
        <translation>Gibt Gewichten, die sich selten ändern, größere Schritte; die Quadratsumme beginnt bei 0 wie in PyTorch (Keras: 0.1).</translation>
    </message>
    <message>
        <source>GlobalAvgPool</source>
        <translation>GlobalAvgPool</translation>
    </message>
    <message>
        <source>GlobalMaxPool</source>
        <translation>GlobalMaxPool</translation>
    </message>
    <message>
        <source>Glossary</source>
        <translation>Glossar</translation>
    </message>
    <message>
        <source>Glossary: {0}</source>
        <translation>Glossar: {0}</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>Go on by itself, slowly</source>
        <translation>Von selbst weitergehen, langsam</translation>
    </message>
    <message>
        <source>Go on on the CPU</source>
        <translation>Auf der CPU weitermachen</translation>
    </message>
    <message>
        <source>Go on with learning rate {0}</source>
        <translation>Mit Lernrate {0} weitermachen</translation>
    </message>
    <message>
        <source>Gradient descent on two weights</source>
        <translation>Gradientenabstieg mit zwei Gewichten</translation>
    </message>
    <message>
        <source>Gradient descent that keeps rolling in the direction it was going.</source>
        <translation>Gradientenabstieg, der in seiner bisherigen Richtung weiterrollt.</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>Gradienten</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>Grafikkarte</translation>
    </message>
    <message>
        <source>Greets with samples and recent files when no file is opened.</source>
        <translation>Begrüßt mit Beispielen und zuletzt geöffneten Dateien, wenn keine Datei geöffnet wird.</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Groups stay together</source>
        <translation>Gruppen bleiben beisammen</translation>
    </message>
    <message>
        <source>Guessing would reach</source>
        <translation>Raten käme auf</translation>
    </message>
    <message>
        <source>Halve the learning rate</source>
        <translation>Lernrate halbieren</translation>
    </message>
    <message>
        <source>Hand &amp;out this lesson…</source>
        <translation>Lektion &amp;weitergeben…</translation>
    </message>
    <message>
        <source>Hand it in</source>
        <translation>Abgeben</translation>
    </message>
    <message>
        <source>Hand out a lesson</source>
        <translation>Lektion weitergeben</translation>
    </message>
    <message>
        <source>Hand out…</source>
        <translation>Weitergeben…</translation>
    </message>
    <message>
        <source>Handed on from {0}</source>
        <translation>Weitergegeben von {0}</translation>
    </message>
    <message>
        <source>Handwritten digits</source>
        <translation>Handgeschriebene Ziffern</translation>
    </message>
    <message>
        <source>Header row</source>
        <translation>Kopfzeile</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Höhe</translation>
    </message>
    <message>
        <source>Height and width of the patch a neuron sees.</source>
        <translation>Höhe und Breite des Ausschnitts, den ein Neuron sieht.</translation>
    </message>
    <message>
        <source>Height and width of the patch a pixel paints.</source>
        <translation>Höhe und Breite des Ausschnitts, den ein Pixel malt.</translation>
    </message>
    <message>
        <source>Height and width of the patch that becomes one value.</source>
        <translation>Höhe und Breite des Ausschnitts, der zu einem Wert wird.</translation>
    </message>
    <message>
        <source>Height and width that every image is brought to.</source>
        <translation>Höhe und Breite, auf die jedes Bild gebracht wird.</translation>
    </message>
    <message>
        <source>Height, width</source>
        <translation>Höhe, Breite</translation>
    </message>
    <message>
        <source>Here the gradient begins</source>
        <translation>Hier beginnt der Gradient</translation>
    </message>
    <message>
        <source>Here the gradient begins: loss and activation in one</source>
        <translation>Hier beginnt der Gradient: Verlust und Aktivierung in einem</translation>
    </message>
    <message>
        <source>Here you can follow one training step of your network with all its numbers: how each neuron works out its sum and activation, how wrong the answer is, how the gradient comes back by the chain rule, and how every weight is moved. Choose data and draw a network first.</source>
        <translation>Hier lässt sich ein Trainingsschritt des Netzes mit allen Zahlen verfolgen: wie jedes Neuron seine Summe und Aktivierung berechnet, wie falsch die Antwort ist, wie der Gradient über die Kettenregel zurückkommt und wie jedes Gewicht bewegt wird. Erst Daten wählen und ein Netz zeichnen.</translation>
    </message>
    <message>
        <source>Here you can look inside your network while it learns: what each layer makes of a sample, what its weights look like, and where it draws the border between classes. Choose data and draw a network first.</source>
        <translation>Hier lässt sich ins Innere des Netzes sehen, während es lernt: was jede Schicht aus einem Beispiel macht, wie ihre Gewichte aussehen und wo es die Grenze zwischen Klassen zieht. Erst Daten wählen und ein Netz zeichnen.</translation>
    </message>
    <message>
        <source>Here you see the loss fall while it trains. Under One step, a single step of training is taken apart, number by number.</source>
        <translation>Hier ist zu sehen, wie der Verlust beim Training fällt. Unter „Ein Schritt“ wird ein einzelner Trainingsschritt zerlegt, Zahl für Zahl.</translation>
    </message>
    <message>
        <source>Hides a square</source>
        <translation>Verdeckt ein Quadrat</translation>
    </message>
    <message>
        <source>Highest F1</source>
        <translation>Höchster F1-Wert</translation>
    </message>
    <message>
        <source>Highest Youden index (recall − false positive rate)</source>
        <translation>Höchster Youden-Index (Trefferquote − Falsch-positiv-Rate)</translation>
    </message>
    <message>
        <source>Hinge</source>
        <translation>Hinge</translation>
    </message>
    <message>
        <source>Hinge loss needs an output on both sides of 0: the last layer needs linear or tanh, not {activation}</source>
        <translation>Hinge-Verlust braucht eine Ausgabe auf beiden Seiten von 0: Die letzte Schicht braucht linear oder tanh, nicht {activation}</translation>
    </message>
    <message>
        <source>Hinge loss needs targets 0 and 1, or -1 and 1; row {row} has {value:g}</source>
        <translation>Hinge-Verlust braucht Zielwerte 0 und 1 oder -1 und 1; Zeile {row} hat {value:g}</translation>
    </message>
    <message>
        <source>Hold out the newest rows</source>
        <translation>Die neuesten Zeilen zurückhalten</translation>
    </message>
    <message>
        <source>Horizontal axis</source>
        <translation>Waagerechte Achse</translation>
    </message>
    <message>
        <source>How are the layers doing?</source>
        <translation>Wie geht es den Schichten?</translation>
    </message>
    <message>
        <source>How categories become numbers.</source>
        <translation>Wie aus Kategorien Zahlen werden.</translation>
    </message>
    <message>
        <source>How each weight is moved, and whether the cost fell</source>
        <translation>Wie jedes Gewicht bewegt wird, und ob die Kosten gesunken sind</translation>
    </message>
    <message>
        <source>How far points stray from where they belong, as a standard deviation.</source>
        <translation>Wie weit Punkte von ihrem Platz abweichen, als Standardabweichung.</translation>
    </message>
    <message>
        <source>How far the predictions are from the targets, on average.</source>
        <translation>Wie weit die Vorhersagen im Mittel von den Zielwerten entfernt sind.</translation>
    </message>
    <message>
        <source>How fast the momentum grows from half of its size to the whole: ψ.</source>
        <translation>Wie schnell das Momentum von der halben zur vollen Größe wächst: ψ.</translation>
    </message>
    <message>
        <source>How fast weights shrink; multiplied by the learning rate.</source>
        <translation>Wie schnell Gewichte schrumpfen; wird mit der Lernrate multipliziert.</translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation>Wie er endete</translation>
    </message>
    <message>
        <source>How it is &amp;read</source>
        <translation>Wie gelesen wi&amp;rd</translation>
    </message>
    <message>
        <source>How it is decided which rows are learned from and which ones are held out.</source>
        <translation>Wie entschieden wird, aus welchen Zeilen gelernt wird und welche zurückgehalten werden.</translation>
    </message>
    <message>
        <source>How it is read</source>
        <translation>Wie gelesen wird</translation>
    </message>
    <message>
        <source>How letters are written as bytes; change it if they look wrong.</source>
        <translation>Wie Buchstaben als Bytes geschrieben sind; ändern, wenn sie falsch aussehen.</translation>
    </message>
    <message>
        <source>How long a change may go without a safety copy; 0 turns the copies off.</source>
        <translation>Wie lange eine Änderung ohne Sicherungskopie bleiben darf; 0 schaltet die Kopien ab.</translation>
    </message>
    <message>
        <source>How many answers count.</source>
        <translation>Wie viele Antworten zählen.</translation>
    </message>
    <message>
        <source>How many epochs it trained</source>
        <translation>Wie viele Epochen er trainiert hat</translation>
    </message>
    <message>
        <source>How many neurons the layer has: its width.</source>
        <translation>Wie viele Neuronen die Schicht hat: ihre Breite.</translation>
    </message>
    <message>
        <source>How many numbers each layer learns.</source>
        <translation>Wie viele Zahlen jede Schicht lernt.</translation>
    </message>
    <message>
        <source>How many of the most frequent categories have an input of their own.</source>
        <translation>Wie viele der häufigsten Kategorien eine eigene Eingabe haben.</translation>
    </message>
    <message>
        <source>How many patterns the layer looks for.</source>
        <translation>Nach wie vielen Mustern die Schicht sucht.</translation>
    </message>
    <message>
        <source>How many points are drawn.</source>
        <translation>Wie viele Punkte erzeugt werden.</translation>
    </message>
    <message>
        <source>How many samples are of this class</source>
        <translation>Wie viele Beispiele zu dieser Klasse gehören</translation>
    </message>
    <message>
        <source>How much a sample counts by its class, in the order of the classes; empty: all alike.</source>
        <translation>Wie viel ein Beispiel je nach Klasse zählt, in der Reihenfolge der Klassen; leer: alle gleich.</translation>
    </message>
    <message>
        <source>How much larger at most, and as much smaller: 0.2 is 1.2 times.</source>
        <translation>Um wie viel höchstens größer, und ebenso viel kleiner: 0.2 bedeutet 1.2-mal.</translation>
    </message>
    <message>
        <source>How much of a result is luck?</source>
        <translation>Wie viel an einem Ergebnis ist Glück?</translation>
    </message>
    <message>
        <source>How much of height and width is cut off at most.</source>
        <translation>Wie viel von Höhe und Breite höchstens abgeschnitten wird.</translation>
    </message>
    <message>
        <source>How much of the error reaches the layer, relative to the output: ∂J/∂Z over time, on a logarithmic scale. Below {0} it vanishes, above {1} times it explodes; the band is what is well.</source>
        <translation>Wie viel vom Fehler die Schicht erreicht, im Verhältnis zur Ausgabe: ∂J/∂Z im Lauf der Zeit, auf logarithmischer Skala. Unter {0} verschwindet es, über dem {1}-Fachen explodiert es; das Band ist der gute Bereich.</translation>
    </message>
    <message>
        <source>How much of the past a curve remembers; 0 shows every value as it is.</source>
        <translation>Wie viel eine Kurve von ihrer Vergangenheit behält; 0 zeigt jeden Wert, wie er ist.</translation>
    </message>
    <message>
        <source>How much room the weights of earlier runs may take on this computer; 0 keeps none. Curves and figures of every run stay in the project.</source>
        <translation>Wie viel Platz die Gewichte früherer Läufe auf diesem Rechner belegen dürfen; 0 behält keine. Kurven und Zahlen jedes Laufs bleiben im Projekt.</translation>
    </message>
    <message>
        <source>How much stronger at most, and as much weaker: 0.3 is 1.3 times.</source>
        <translation>Um wie viel höchstens stärker, und ebenso viel schwächer: 0.3 bedeutet 1.3-mal.</translation>
    </message>
    <message>
        <source>How numbers are brought to a common size: around zero, between 0 and 1, or not at all.</source>
        <translation>Wie Zahlen auf eine gemeinsame Größe gebracht werden: um null, zwischen 0 und 1 oder gar nicht.</translation>
    </message>
    <message>
        <source>How often the network sees the whole training part.</source>
        <translation>Wie oft das Netz den ganzen Trainingsteil sieht.</translation>
    </message>
    <message>
        <source>How probable {0} seemed</source>
        <translation>Wie wahrscheinlich {0} schien</translation>
    </message>
    <message>
        <source>How probably a yes is scored above a no, wherever the threshold lies; ½ is guessing.</source>
        <translation>Wie wahrscheinlich ein Ja höher bewertet wird als ein Nein, wo auch immer die Schwelle liegt; ½ ist Raten.</translation>
    </message>
    <message>
        <source>How somebody else can load and use the network.</source>
        <translation>Wie jemand anderes das Netz laden und verwenden kann.</translation>
    </message>
    <message>
        <source>How sure it was</source>
        <translation>Wie sicher es war</translation>
    </message>
    <message>
        <source>How the cost changes with each number: the chain rule</source>
        <translation>Wie sich die Kosten mit jeder Zahl ändern: die Kettenregel</translation>
    </message>
    <message>
        <source>How the data is divided</source>
        <translation>Aufteilung der Daten</translation>
    </message>
    <message>
        <source>How the layer&apos;s outputs are spread; the dotted line is 0.</source>
        <translation>Wie die Ausgaben der Schicht verteilt sind; die gepunktete Linie ist 0.</translation>
    </message>
    <message>
        <source>How the numbers of this column are brought to a common size.</source>
        <translation>Wie die Zahlen dieser Spalte auf eine gemeinsame Größe gebracht werden.</translation>
    </message>
    <message>
        <source>How the weights are spread; the dotted line is 0.</source>
        <translation>Wie die Gewichte verteilt sind; die gepunktete Linie ist 0.</translation>
    </message>
    <message>
        <source>How the weights start: glorot suits sigmoid and tanh, he suits relu, lecun suits selu.</source>
        <translation>Wie die Gewichte beginnen: glorot passt zu sigmoid und tanh, he zu relu, lecun zu selu.</translation>
    </message>
    <message>
        <source>How to use it</source>
        <translation>Verwendung</translation>
    </message>
    <message>
        <source>How wrong a prediction is, measured against {0}. Click to open the training settings.</source>
        <translation>Wie falsch eine Vorhersage ist; Vergleich: {0}. Klicken öffnet die Trainingseinstellungen.</translation>
    </message>
    <message>
        <source>How wrong the answer is</source>
        <translation>Wie falsch die Antwort ist</translation>
    </message>
    <message>
        <source>How ∂J/∂W is spread; the dotted line is 0.</source>
        <translation>Wie ∂J/∂W verteilt ist; die gepunktete Linie ist 0.</translation>
    </message>
    <message>
        <source>Huber</source>
        <translation>Huber</translation>
    </message>
    <message>
        <source>Icons</source>
        <translation>Symbole</translation>
    </message>
    <message>
        <source>Image to row of numbers</source>
        <translation>Vom Bild zur Zahlenreihe</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Images beside the recordings are left out: {count}</source>
        <translation>Bilder neben den Aufzeichnungen werden weggelassen: {count}</translation>
    </message>
    <message>
        <source>Images of {least} pixels are brought to {size}</source>
        <translation>Bilder von {least} Pixeln werden auf {size} gebracht</translation>
    </message>
    <message>
        <source>Images of {least} to {greatest} pixels are brought to {size}</source>
        <translation>Bilder von {least} bis {greatest} Pixeln werden auf {size} gebracht</translation>
    </message>
    <message>
        <source>Images or recordings, in a sub-folder for each class</source>
        <translation>Bilder oder Aufzeichnungen, in einem Unterordner für jede Klasse</translation>
    </message>
    <message>
        <source>Images outside of the sub-folders have no class and are left out: {count}</source>
        <translation>Bilder außerhalb der Unterordner haben keine Klasse und werden weggelassen: {count}</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Import weights</source>
        <translation>Gewichte importieren</translation>
    </message>
    <message>
        <source>Import weights from {0}</source>
        <translation>Gewichte aus {0} importieren</translation>
    </message>
    <message>
        <source>Importance</source>
        <translation>Wichtigkeit</translation>
    </message>
    <message>
        <source>Imported from {0}</source>
        <translation>Importiert aus {0}</translation>
    </message>
    <message>
        <source>Imported weights</source>
        <translation>Importierte Gewichte</translation>
    </message>
    <message>
        <source>Imported weights, not trained here</source>
        <translation>Importierte Gewichte, nicht hier trainiert</translation>
    </message>
    <message>
        <source>In Keras or TensorFlow</source>
        <translation>In Keras oder TensorFlow</translation>
    </message>
    <message>
        <source>In PyTorch</source>
        <translation>In PyTorch</translation>
    </message>
    <message>
        <source>In a paper</source>
        <translation>In einem Artikel</translation>
    </message>
    <message>
        <source>In a terminal: {line}</source>
        <translation>In einem Terminal: {line}</translation>
    </message>
    <message>
        <source>In a web or mobile app</source>
        <translation>In einer Web- oder Mobil-App</translation>
    </message>
    <message>
        <source>In front of a Flatten, PyTorch lists all values of one channel after the other; here the channels of one pixel stand together. The rows of the layer behind it are sorted accordingly.</source>
        <translation>Vor einem Flatten reiht PyTorch alle Werte eines Kanals hintereinander; hier stehen die Kanäle eines Pixels zusammen. Die Zeilen der Schicht dahinter werden entsprechend umsortiert.</translation>
    </message>
    <message>
        <source>In print {0}×{1} cm</source>
        <translation>Gedruckt {0}×{1} cm</translation>
    </message>
    <message>
        <source>In the order of a column: the oldest rows are learned from, the newest are the test.</source>
        <translation>In der Reihenfolge einer Spalte: Aus den ältesten Zeilen wird gelernt, die neuesten sind der Test.</translation>
    </message>
    <message>
        <source>In the order of the network</source>
        <translation>In der Reihenfolge des Netzes</translation>
    </message>
    <message>
        <source>In the order of time</source>
        <translation>In zeitlicher Reihenfolge</translation>
    </message>
    <message>
        <source>Inception branches</source>
        <translation>Inception-Zweige</translation>
    </message>
    <message>
        <source>Include preprocessing</source>
        <translation>Vorverarbeitung einschließen</translation>
    </message>
    <message>
        <source>Included</source>
        <translation>Mitgeliefert</translation>
    </message>
    <message>
        <source>Initial accumulator</source>
        <translation>Anfangssumme</translation>
    </message>
    <message>
        <source>Initializer</source>
        <translation>Initialisierung</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Input</translation>
    </message>
    <message>
        <source>Input needs at least one number in its shape</source>
        <translation>Input braucht mindestens eine Zahl in seiner Form</translation>
    </message>
    <message>
        <source>Input: a sample has at most {most} axes (an image has 3), not {n}</source>
        <translation>Input: Ein Beispiel hat höchstens {most} Achsen (ein Bild hat 3), nicht {n}</translation>
    </message>
    <message>
        <source>Insert BatchNorm before the activations of {n} layers</source>
        <translation>BatchNorm vor den Aktivierungen von {n} Schichten einfügen</translation>
    </message>
    <message>
        <source>Insert BatchNorm before the {activation} of {layer}</source>
        <translation>BatchNorm vor {activation} von {layer} einfügen</translation>
    </message>
    <message>
        <source>Insert BatchNorm behind {layer}</source>
        <translation>BatchNorm hinter {layer} einfügen</translation>
    </message>
    <message>
        <source>Insert Dense with {n} unit</source>
        <translation>Dense mit {n} Neuron einfügen</translation>
    </message>
    <message>
        <source>Insert Dense with {n} units</source>
        <translation>Dense mit {n} Neuronen einfügen</translation>
    </message>
    <message>
        <source>Insert Dropout before {layer}</source>
        <translation>Dropout vor {layer} einfügen</translation>
    </message>
    <message>
        <source>Insert Flatten</source>
        <translation>Flatten einfügen</translation>
    </message>
    <message>
        <source>Insert Flatten before it</source>
        <translation>Flatten davor einfügen</translation>
    </message>
    <message>
        <source>Insert Flatten in each branch</source>
        <translation>Flatten in jedem Zweig einfügen</translation>
    </message>
    <message>
        <source>Insert GlobalAvgPool</source>
        <translation>GlobalAvgPool einfügen</translation>
    </message>
    <message>
        <source>Insert Reshape to {shape}</source>
        <translation>Reshape zu {shape} einfügen</translation>
    </message>
    <message>
        <source>Insert a 1×1 {layer} with {filters}</source>
        <translation>1×1-{layer} einfügen: {filters}</translation>
    </message>
    <message>
        <source>Insert a 1×1 {layer} with {filters}, stride {stride}</source>
        <translation>1×1-{layer} einfügen: {filters}, Schrittweite {stride}</translation>
    </message>
    <message>
        <source>Insert between {0} and {1}</source>
        <translation>Zwischen {0} und {1} einfügen</translation>
    </message>
    <message>
        <source>Insert {0}</source>
        <translation>{0} einfügen</translation>
    </message>
    <message>
        <source>Insert {layer} before it</source>
        <translation>{layer} davor einfügen</translation>
    </message>
    <message>
        <source>Insert {layer} {size} first</source>
        <translation>Zuerst {layer} {size} einfügen</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>Innenansicht</translation>
    </message>
    <message>
        <source>Install the newest driver from https://www.nvidia.com/drivers and restart the computer</source>
        <translation>Den neuesten Treiber von https://www.nvidia.com/drivers installieren und den Rechner neu starten</translation>
    </message>
    <message>
        <source>Interpolation</source>
        <translation>Interpolation</translation>
    </message>
    <message>
        <source>Iris flowers</source>
        <translation>Schwertlilien</translation>
    </message>
    <message>
        <source>Iris · 3 classes</source>
        <translation>Iris · 3 Klassen</translation>
    </message>
    <message>
        <source>It can be used, but the weights are from the earlier data: train again afterwards.</source>
        <translation>Sie lassen sich verwenden, aber die Gewichte stammen von den früheren Daten: danach neu trainieren.</translation>
    </message>
    <message>
        <source>It did not occur in training and counts as none of the categories that did</source>
        <translation>Kam im Training nicht vor und zählt als keine der bekannten Kategorien</translation>
    </message>
    <message>
        <source>It does not fit there yet</source>
        <translation>Passt dort noch nicht hin</translation>
    </message>
    <message>
        <source>It is a number that can be more or less.</source>
        <translation>Sie ist eine Zahl, die größer oder kleiner sein kann.</translation>
    </message>
    <message>
        <source>It is pressed into the size.</source>
        <translation>Es wird auf die Größe verzerrt.</translation>
    </message>
    <message>
        <source>It is read after you have agreed</source>
        <translation>Wird erst nach Zustimmung gelesen</translation>
    </message>
    <message>
        <source>It is seen whole, with black bars beside it.</source>
        <translation>Es ist ganz zu sehen, mit schwarzen Balken daneben.</translation>
    </message>
    <message>
        <source>It takes the place before {flatten}: it needs the image</source>
        <translation>Die Schicht rückt vor {flatten}: Sie braucht das Bild</translation>
    </message>
    <message>
        <source>It was asked about {0}.</source>
        <translation>Grundlage der Prüfung: {0}.</translation>
    </message>
    <message>
        <source>It was asked about {0}: {1}.</source>
        <translation>Grundlage der Prüfung: {0}; {1}.</translation>
    </message>
    <message>
        <source>It was missing in this row and has been filled in as in training</source>
        <translation>Der Wert fehlte in dieser Zeile und wurde wie beim Training ergänzt</translation>
    </message>
    <message>
        <source>Italian wines</source>
        <translation>Italienische Weine</translation>
    </message>
    <message>
        <source>Its gradient: what it was multiplied by, times the gradient there, over the batch</source>
        <translation>Sein Gradient: womit es multipliziert wurde, mal Gradient dort, über den Batch</translation>
    </message>
    <message>
        <source>Its middle fills the size, and borders are cut off.</source>
        <translation>Seine Mitte füllt die Fläche, die Ränder werden abgeschnitten.</translation>
    </message>
    <message>
        <source>Its name; F2 or a double click changes it</source>
        <translation>Sein Name; F2 oder ein Doppelklick ändert ihn</translation>
    </message>
    <message>
        <source>Its own input, squeezed through fewer numbers on the way.</source>
        <translation>Die eigene Eingabe, unterwegs durch weniger Zahlen gezwängt.</translation>
    </message>
    <message>
        <source>Its own input, squeezed through fewer numbers on the way: an autoencoder.</source>
        <translation>Die eigene Eingabe, unterwegs durch weniger Zahlen gezwängt: ein Autoencoder.</translation>
    </message>
    <message>
        <source>Its values are names, also where they are numbers.</source>
        <translation>Ihre Werte sind Namen, auch wo es Zahlen sind.</translation>
    </message>
    <message>
        <source>Its weights are not kept on this computer: restore it and train, or run it again</source>
        <translation>Seine Gewichte sind auf diesem Rechner nicht aufbewahrt: wiederherstellen und trainieren oder nochmals laufen lassen</translation>
    </message>
    <message>
        <source>J = {0} → {1} in the first step</source>
        <translation>J = {0} → {1} im ersten Schritt</translation>
    </message>
    <message>
        <source>J = {0} → {1} in the first {2} steps</source>
        <translation>J = {0} → {1} in den ersten {2} Schritten</translation>
    </message>
    <message>
        <source>J = {0} → {1} in {2} steps</source>
        <translation>J = {0} → {1} in {2} Schritten</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Judge the weights of this run in Results</source>
        <translation>Die Gewichte dieses Laufs unter Ergebnisse beurteilen</translation>
    </message>
    <message>
        <source>K</source>
        <translation>K</translation>
    </message>
    <message>
        <source>Keep 15 % for validation</source>
        <translation>15&#x202f;% für die Validierung zurückhalten</translation>
    </message>
    <message>
        <source>Keep the data in the project file</source>
        <translation>Daten in der Projektdatei behalten</translation>
    </message>
    <message>
        <source>Keep the weights</source>
        <translation>Gewichte behalten</translation>
    </message>
    <message>
        <source>Keep the weights that fit (arrays: {0} of {1})</source>
        <translation>Passende Gewichte behalten (Arrays: {0} von {1})</translation>
    </message>
    <message>
        <source>Keep them together</source>
        <translation>Zusammenhalten</translation>
    </message>
    <message>
        <source>Keeps the division finite where a gradient is zero.</source>
        <translation>Hält die Division endlich, wo ein Gradient null ist.</translation>
    </message>
    <message>
        <source>Keeps the strongest value</source>
        <translation>Behält den stärksten Wert</translation>
    </message>
    <message>
        <source>Kept as it stands in the file, and saved back unchanged</source>
        <translation>Bleibt, wie es in der Datei steht, und wird unverändert gespeichert</translation>
    </message>
    <message>
        <source>Kept for these weights: {0}, chosen on {1}.</source>
        <translation>Für diese Gewichte aufbewahrt: {0}, gewählt {1}.</translation>
    </message>
    <message>
        <source>Keras</source>
        <translation>Keras</translation>
    </message>
    <message>
        <source>Keras has no {layer} for samples of {shape}</source>
        <translation>In Keras gibt es {layer} für Beispiele der Form {shape} nicht</translation>
    </message>
    <message>
        <source>Keras is installed, but neither TensorFlow nor JAX nor PyTorch, with which it computes</source>
        <translation>Keras ist installiert, aber weder TensorFlow noch JAX noch PyTorch, mit denen es rechnet</translation>
    </message>
    <message>
        <source>Keras source</source>
        <translation>Keras-Quelltext</translation>
    </message>
    <message>
        <source>Kernel size</source>
        <translation>Kerngröße</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Kind of the column</source>
        <translation>Art der Spalte</translation>
    </message>
    <message>
        <source>L = max(0, 1 − y·ŷ),  y = −1 or 1</source>
        <translation>L = max(0, 1 − y·ŷ),  y = −1 oder 1</translation>
    </message>
    <message>
        <source>L = ½·(ŷ − y)² up to a distance of δ, else δ·|ŷ − y| − ½·δ²</source>
        <translation>L = ½·(ŷ − y)² bis zum Abstand δ, sonst δ·|ŷ − y| − ½·δ²</translation>
    </message>
    <message>
        <source>L = −log ŷ[right class]</source>
        <translation>L = −log ŷ[richtige Klasse]</translation>
    </message>
    <message>
        <source>L1</source>
        <translation>L1</translation>
    </message>
    <message>
        <source>L2</source>
        <translation>L2</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>Label-Glättung</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Bezeichnungen</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Language of the window. A change is seen after a restart.</source>
        <translation>Sprache des Fensters. Eine Änderung ist nach einem Neustart zu sehen.</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Larger or smaller</source>
        <translation>Größer oder kleiner</translation>
    </message>
    <message>
        <source>Last epoch ({0})</source>
        <translation>Letzte Epoche ({0})</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>LayerNorm</source>
        <translation>LayerNorm</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Layers ({0})</source>
        <translation>Schichten ({0})</translation>
    </message>
    <message>
        <source>Layers in the order in which samples pass them. Right opens the wires of a layer; A adds a layer, C connects, Enter opens the settings, Delete removes.</source>
        <translation>Schichten in der Reihenfolge, in der die Beispiele sie durchlaufen. Pfeil rechts zeigt die Verbindungen einer Schicht; A fügt eine Schicht hinzu, C verbindet, die Eingabetaste öffnet die Einstellungen, Entf löscht.</translation>
    </message>
    <message>
        <source>Layers of both networks</source>
        <translation>Schichten beider Netze</translation>
    </message>
    <message>
        <source>Layers of the step</source>
        <translation>Schichten des Schritts</translation>
    </message>
    <message>
        <source>Layers to add</source>
        <translation>Schichten zum Hinzufügen</translation>
    </message>
    <message>
        <source>Layers to look into</source>
        <translation>Schichten zum Hineinsehen</translation>
    </message>
    <message>
        <source>Layers up to here hardly learn.</source>
        <translation>Schichten bis hierher lernen kaum.</translation>
    </message>
    <message>
        <source>Layers up to here jump about.</source>
        <translation>Schichten bis hierher springen umher.</translation>
    </message>
    <message>
        <source>Layers with weights on the longest path</source>
        <translation>Schichten mit Gewichten auf dem längsten Weg</translation>
    </message>
    <message>
        <source>LeNet</source>
        <translation>LeNet</translation>
    </message>
    <message>
        <source>LeNet for images</source>
        <translation>LeNet für Bilder</translation>
    </message>
    <message>
        <source>Learn by doing: each lesson opens a small project and has one thing to do.</source>
        <translation>Lernen durch Ausprobieren: Jede Lektion öffnet ein kleines Projekt und stellt eine Aufgabe.</translation>
    </message>
    <message>
        <source>Learn from it</source>
        <translation>Daraus lernen</translation>
    </message>
    <message>
        <source>Learn its logarithm</source>
        <translation>Logarithmus lernen</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Learning rate &amp;schedule</source>
        <translation>Lernraten&amp;plan</translation>
    </message>
    <message>
        <source>Learning rate from the next step on</source>
        <translation>Lernrate ab dem nächsten Schritt</translation>
    </message>
    <message>
        <source>Learning rate over the epochs</source>
        <translation>Lernrate über den Epochen</translation>
    </message>
    <message>
        <source>Learning rate times {0}</source>
        <translation>Lernrate mal {0}</translation>
    </message>
    <message>
        <source>Learning rate too high: loss or weights left the finite numbers</source>
        <translation>Lernrate zu hoch: Verlust oder Gewichte haben den endlichen Bereich verlassen</translation>
    </message>
    <message>
        <source>Learning rate too high: the loss jumps about {level:.3g}, above the {guessing:.3g} of guessing</source>
        <translation>Lernrate zu hoch: Der Verlust springt um {level:.3g} herum, über den {guessing:.3g} des Ratens</translation>
    </message>
    <message>
        <source>Learning rate too high: the training loss jumps by {share:.0f} % between epochs</source>
        <translation>Lernrate zu hoch: Der Trainingsverlust springt zwischen Epochen um {share:.0f} %</translation>
    </message>
    <message>
        <source>Learning rate too high: the training loss rose from {start:.3g} to {last:.3g}</source>
        <translation>Lernrate zu hoch: Der Trainingsverlust stieg von {start:.3g} auf {last:.3g}</translation>
    </message>
    <message>
        <source>Learning rate too low: in {n} epochs the training loss fell by {share:.2g} % only</source>
        <translation>Lernrate zu niedrig: In {n} Epochen fiel der Trainingsverlust nur um {share:.2g} %</translation>
    </message>
    <message>
        <source>Learning rate {0}: loss {1}</source>
        <translation>Lernrate {0}: Verlust {1}</translation>
    </message>
    <message>
        <source>Learns to give</source>
        <translation>Gelernte Ausgabe</translation>
    </message>
    <message>
        <source>Least improvement</source>
        <translation>Kleinste Verbesserung</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Leave &amp;out</source>
        <translation>&amp;Weglassen</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>Leave the tour</source>
        <translation>Rundgang verlassen</translation>
    </message>
    <message>
        <source>Leave the tour (Esc)</source>
        <translation>Rundgang verlassen (Esc)</translation>
    </message>
    <message>
        <source>Leave these {count} columns out</source>
        <translation>Diese {count} Spalten weglassen</translation>
    </message>
    <message>
        <source>Leave {column} out</source>
        <translation>{column} weglassen</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Left side</source>
        <translation>Linke Seite</translation>
    </message>
    <message>
        <source>Left to right</source>
        <translation>Seitenverkehrt</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Length of the piece a neuron sees.</source>
        <translation>Länge des Abschnitts, den ein Neuron sieht.</translation>
    </message>
    <message>
        <source>Length of the piece that becomes one value.</source>
        <translation>Länge des Abschnitts, der zu einem Wert wird.</translation>
    </message>
    <message>
        <source>Less sure than it might be: {0} sure on average, and right in {1}.</source>
        <translation>Weniger sicher, als es sein dürfte: im Mittel zu {0} sicher, aber richtig in {1}.</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>Lektion</translation>
    </message>
    <message>
        <source>Lesson in one file</source>
        <translation>Lektion in einer Datei</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>Lektionen</translation>
    </message>
    <message>
        <source>Lessons (*.md *.zip);;All files (*)</source>
        <translation>Lektionen (*.md *.zip);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Let all classes count alike</source>
        <translation>Alle Klassen gleich zählen lassen</translation>
    </message>
    <message>
        <source>Let all layers learn</source>
        <translation>Alle Schichten lernen lassen</translation>
    </message>
    <message>
        <source>Let rare classes count for more</source>
        <translation>Seltene Klassen mehr zählen lassen</translation>
    </message>
    <message>
        <source>Let rare classes count more</source>
        <translation>Seltene Klassen stärker gewichten</translation>
    </message>
    <message>
        <source>Let the Inputs take {sizes} features</source>
        <translation>Merkmale auf die Inputs verteilen: {sizes}</translation>
    </message>
    <message>
        <source>Let {layer} learn</source>
        <translation>{layer} lernen lassen</translation>
    </message>
    <message>
        <source>Letters before the names of columns, as Orange writes them, tell their types and roles</source>
        <translation>Buchstaben vor den Spaltennamen geben, wie bei Orange üblich, Typ und Rolle der Spalten an</translation>
    </message>
    <message>
        <source>Light or dark, or as the desktop has it.</source>
        <translation>Hell oder dunkel, oder wie auf dem Desktop eingestellt.</translation>
    </message>
    <message>
        <source>Lighter or darker</source>
        <translation>Heller oder dunkler</translation>
    </message>
    <message>
        <source>Like ReLU, but a neuron never falls silent for good.</source>
        <translation>Wie ReLU, doch kein Neuron verstummt für immer.</translation>
    </message>
    <message>
        <source>Like tanh, but slower to reach its ends.</source>
        <translation>Wie tanh, erreicht seine Enden aber langsamer.</translation>
    </message>
    <message>
        <source>Limits every single gradient to ± this value.</source>
        <translation>Begrenzt jeden einzelnen Gradienten auf ± diesen Wert.</translation>
    </message>
    <message>
        <source>Linear model, balanced</source>
        <translation>Lineares Modell, ausgewogen</translation>
    </message>
    <message>
        <source>Linear regression</source>
        <translation>Lineare Regression</translation>
    </message>
    <message>
        <source>Linear regression predicts a number, but this data asks for classes: use logistic regression</source>
        <translation>Lineare Regression sagt eine Zahl vorher, diese Daten verlangen aber Klassen: logistische Regression verwenden</translation>
    </message>
    <message>
        <source>Links are not followed; there are {count}</source>
        <translation>Verknüpfungen wird nicht gefolgt: {count}</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Logarithm</source>
        <translation>Logarithmus</translation>
    </message>
    <message>
        <source>Logarithmic losses</source>
        <translation>Logarithmische Verluste</translation>
    </message>
    <message>
        <source>Logistic regression</source>
        <translation>Logistische Regression</translation>
    </message>
    <message>
        <source>Logistic regression tells classes apart, but this data asks for a number: use linear regression</source>
        <translation>Logistische Regression unterscheidet Klassen, diese Daten verlangen aber eine Zahl: lineare Regression verwenden</translation>
    </message>
    <message>
        <source>Look at any other sample</source>
        <translation>Irgendein anderes Beispiel ansehen</translation>
    </message>
    <message>
        <source>Look at the validation part</source>
        <translation>Validierungsteil ansehen</translation>
    </message>
    <message>
        <source>Look at what comes next (N)</source>
        <translation>Ansehen, was als Nächstes kommt (N)</translation>
    </message>
    <message>
        <source>Look inside one &amp;step</source>
        <translation>In einen &amp;Schritt hineinsehen</translation>
    </message>
    <message>
        <source>Look of the &amp;system</source>
        <translation>Farbschema des S&amp;ystems</translation>
    </message>
    <message>
        <source>Look up: {0}</source>
        <translation>Nachschlagen: {0}</translation>
    </message>
    <message>
        <source>Looking inside…</source>
        <translation>Blick ins Innere…</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Loss over the learning rate</source>
        <translation>Verlust über der Lernrate</translation>
    </message>
    <message>
        <source>Loss: {0}</source>
        <translation>Verlust: {0}</translation>
    </message>
    <message>
        <source>Lowers the learning rate slowly, then faster, then slowly again; a good first choice.</source>
        <translation>Senkt die Lernrate langsam, dann schneller, dann wieder langsam; eine gute erste Wahl.</translation>
    </message>
    <message>
        <source>Lowers the learning rate to its end value along a straight line or a bent one.</source>
        <translation>Senkt die Lernrate entlang einer geraden oder gekrümmten Linie auf ihren Endwert.</translation>
    </message>
    <message>
        <source>MAE {0}, RMSE {1}, mean {2}</source>
        <translation>MAE {0}, RMSE {1}, Mittel {2}</translation>
    </message>
    <message>
        <source>Mean of the pixels around, each by how near it is</source>
        <translation>Mittel der Pixel darum herum, jedes nach seiner Nähe</translation>
    </message>
    <message>
        <source>Samples per second that sounds are brought to; of fewer, the length is shorter and training faster. With 0 all stay as they are.</source>
        <translation>Abtastwerte pro Sekunde, auf die Töne gebracht werden; mit weniger ist die Länge kleiner und das Training schneller. Mit 0 bleiben alle, wie sie sind.</translation>
    </message>
    <message>
        <source>Several choices</source>
        <translation>Mehrfachauswahl</translation>
    </message>
    <message>
        <source>Sounds as pictures · convolutions</source>
        <translation>Klänge als Bilder · Faltungen</translation>
    </message>
    <message>
        <source>T&amp;able</source>
        <translation>T&amp;abelle</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Take one from the list, or open a table, arrays or a folder of images or recordings of your own. Nothing leaves this computer.</source>
        <translation>Einen aus der Liste nehmen oder eine eigene Tabelle, Arrays oder einen Ordner mit Bildern oder Aufzeichnungen öffnen. Nichts verlässt diesen Computer.</translation>
    </message>
    <message>
        <source>Tell ten digits apart as six people speak them: sounds that are seen as pictures of 40 bands and 25 moments.</source>
        <translation>Zehn Ziffern unterscheiden, wie sechs Menschen sie sprechen: Klänge, gesehen als Bilder aus 40 Bändern und 25 Augenblicken.</translation>
    </message>
    <message>
        <source>The data asks for {n} outputs; no target is left for {names}</source>
        <translation>Die Daten verlangen {n} Ausgaben; kein Ziel bleibt für {names}</translation>
    </message>
    <message>
        <source>The mean of numbers, the most frequent category; of several choices none.</source>
        <translation>Bei Zahlen der Mittelwert, sonst die häufigste Kategorie; bei Mehrfachauswahl keine Antwort.</translation>
    </message>
    <message>
        <source>The project asks for {path}, which is not in its folder: agree in the window, or name it with `--data PATH`</source>
        <translation>Das Projekt verlangt {path} außerhalb seines Ordners: im Fenster zustimmen oder den Pfad mit `--data PATH` nennen</translation>
    </message>
    <message>
        <source>The questions below the names of the columns are left out: {cells}</source>
        <translation>Die Fragen unter den Spaltennamen werden weggelassen: {cells}</translation>
    </message>
    <message>
        <source>The same sample lies in two classes: {pairs}; remove it from the one it does not belong to</source>
        <translation>Dasselbe Beispiel liegt in zwei Klassen: {pairs}; aus der entfernen, in die es nicht gehört</translation>
    </message>
    <message>
        <source>The table {table} is read, one of {count}</source>
        <translation>Die Tabelle {table} wird gelesen, eine von {count}</translation>
    </message>
    <message>
        <source>The target that this output answers, or one of several that it answers at once; found by itself where it is empty.</source>
        <translation>Das Ziel, das diese Ausgabe beantwortet, oder eines von mehreren, die sie zugleich beantwortet; ist es leer, wird es gefunden.</translation>
    </message>
    <message>
        <source>What a new pixel is made of.</source>
        <translation>Woraus ein neues Pixel entsteht.</translation>
    </message>
    <message>
        <source>Which table of the database is read; the first one with rows otherwise.</source>
        <translation>Welche Tabelle der Datenbank gelesen wird; sonst die erste mit Zeilen.</translation>
    </message>
    <message>
        <source>a file holds at most 2 GiB</source>
        <translation>eine Datei fasst höchstens 2 GiB</translation>
    </message>
    <message>
        <source>aᵢⱼ = x at (⌊i / factor⌋, ⌊j / factor⌋); bilinear: at ((i + ½) / factor − ½, (j + ½) / factor − ½)</source>
        <translation>aᵢⱼ = x bei (⌊i / Faktor⌋, ⌊j / Faktor⌋); bilinear: bei ((i + ½) / Faktor − ½, (j + ½) / Faktor − ½)</translation>
    </message>
    <message>
        <source>bilinear</source>
        <translation>bilinear</translation>
    </message>
    <message>
        <source>cells of {columns} hold several choices, which are taken apart from opset {opset} on: choose that, or leave the preprocessing out</source>
        <translation>Zellen von {columns} enthalten mehrere Antworten, die erst ab Opset {opset} zerlegt werden: dieses wählen oder die Vorverarbeitung weglassen</translation>
    </message>
    <message>
        <source>choices</source>
        <translation>Mehrfachauswahl</translation>
    </message>
    <message>
        <source>it divides probabilities by their sum, which no layer does here</source>
        <translation>teilt Wahrscheinlichkeiten durch ihre Summe, was hier keine Schicht tut</translation>
    </message>
    <message>
        <source>it does not put its groups together as they were</source>
        <translation>setzt ihre Gruppen nicht wieder so zusammen, wie sie waren</translation>
    </message>
    <message>
        <source>it enlarges from the corners of an image (align_corners), not from the middles of its pixels</source>
        <translation>vergrößert von den Ecken eines Bildes aus (align_corners), nicht von den Mitten seiner Pixel</translation>
    </message>
    <message>
        <source>it has {n} shifts for {count} sums</source>
        <translation>hat {n} Verschiebungen für {count} Summen</translation>
    </message>
    <message>
        <source>it has {n} sums for {labels} classes</source>
        <translation>hat {n} Summen für {labels} Klassen</translation>
    </message>
    <message>
        <source>it holds several choices in a cell; read it as choices to learn from it</source>
        <translation>ihre Zellen enthalten mehrere Antworten; als Mehrfachauswahl lesen, um daraus zu lernen</translation>
    </message>
    <message>
        <source>it holds {count} files; unpack it and open the one with the table</source>
        <translation>darin sind {count} Dateien; auspacken und die mit der Tabelle öffnen</translation>
    </message>
    <message>
        <source>it repeats something that is no pixel of an image</source>
        <translation>wiederholt etwas, das kein Pixel eines Bildes ist</translation>
    </message>
    <message>
        <source>it works on something else than rows of features</source>
        <translation>arbeitet mit etwas anderem als Zeilen aus Merkmalen</translation>
    </message>
    <message>
        <source>its channels are no whole number of blocks</source>
        <translation>die Kanäle sind keine ganze Zahl von Blöcken</translation>
    </message>
    <message>
        <source>its image is no whole number of blocks</source>
        <translation>das Bild ist keine ganze Zahl von Blöcken</translation>
    </message>
    <message>
        <source>its interpolation {name} is not known here</source>
        <translation>die Interpolation {name} ist hier nicht bekannt</translation>
    </message>
    <message>
        <source>max(0, z), at most 6</source>
        <translation>max(0, z), höchstens 6</translation>
    </message>
    <message>
        <source>nearest</source>
        <translation>nearest</translation>
    </message>
    <message>
        <source>penguins-three</source>
        <translation>penguins-three</translation>
    </message>
    <message>
        <source>samples are divided one by one: let groups stay together, in the data</source>
        <translation>Die Beispiele sind einzeln aufgeteilt: bei den Daten Gruppen beisammen lassen</translation>
    </message>
    <message>
        <source>samples of one {column} do not stay together: let them, in the data</source>
        <translation>Beispiele mit gleichem Wert in {column} bleiben nicht beisammen: bei den Daten einstellen</translation>
    </message>
    <message>
        <source>the output {name} says only which class has the largest probability; save the model with the probabilities as an output</source>
        <translation>der Ausgang {name} sagt nur, welche Klasse die größte Wahrscheinlichkeit hat; speichern Sie das Modell mit den Wahrscheinlichkeiten als Ausgang</translation>
    </message>
    <message>
        <source>z·(z / 6 + ½, held between 0 and 1)</source>
        <translation>z·(z / 6 + ½, begrenzt auf 0 bis 1)</translation>
    </message>
    <message>
        <source>{0} belongs to {1}, an earlier export that needs it. Replace it?</source>
        <translation>{0} gehört zu {1}, einem früheren Export, der die Datei braucht. Ersetzen?</translation>
    </message>
    <message>
        <source>{0} groups</source>
        <translation>{0} Gruppen</translation>
    </message>
    <message>
        <source>{0} has changed since the run began: the run goes on with the earlier data.</source>
        <translation>{0} hat sich geändert, seit der Lauf begonnen hat: Der Lauf geht mit den früheren Daten weiter.</translation>
    </message>
    <message>
        <source>{0} has changed since training: the weights are from the earlier data.</source>
        <translation>{0} hat sich seit dem Training geändert: Die Gewichte stammen von den früheren Daten.</translation>
    </message>
    <message>
        <source>{0}” and “{1}</source>
        <translation>{0}“ und „{1}</translation>
    </message>
    <message>
        <source>{cause}. It is left as it is, and the result of the training is in {rescued}: work on with that file, or put it in the place of the other</source>
        <translation>{cause}. Die Datei bleibt, wie sie ist, und das Ergebnis des Trainings liegt in {rescued}: Arbeiten Sie mit dieser weiter, oder setzen Sie sie an die Stelle der anderen</translation>
    </message>
    <message>
        <source>{cause}. It is not written over: name another file with -o, or remove it</source>
        <translation>{cause}. Die Datei wird nicht überschrieben: Nennen Sie mit -o eine andere, oder entfernen Sie sie</translation>
    </message>
    <message>
        <source>{cause}. Put it back there, or say where it is now: in the window, or with `--data PATH`</source>
        <translation>{cause}. Dorthin zurücklegen oder den neuen Ort angeben: im Fenster oder mit `--data PATH`</translation>
    </message>
    <message>
        <source>{column} holds {value} {n} time, far from all others ({low} to {high}); if that means that there is no value, let it count as missing</source>
        <translation>{column} enthält {n}-mal {value}, weit weg von allen anderen ({low} bis {high}); falls das heißt, dass es keinen Wert gibt, lassen Sie es als fehlend zählen</translation>
    </message>
    <message>
        <source>{column} holds {value} {n} times, far from all others ({low} to {high}); if that means that there is no value, let it count as missing</source>
        <translation>{column} enthält {n}-mal {value}, weit weg von allen anderen ({low} bis {high}); falls das heißt, dass es keinen Wert gibt, lassen Sie es als fehlend zählen</translation>
    </message>
    <message>
        <source>{file} belongs to {owner}, an earlier export that needs it: choose another name or folder</source>
        <translation>{file} gehört zu {owner}, einem früheren Export, der die Datei braucht: einen anderen Namen oder Ordner wählen</translation>
    </message>
    <message>
        <source>{file}, line {line}: it is not valid JSON: {cause}</source>
        <translation>{file}, Zeile {line}: kein gültiges JSON: {cause}</translation>
    </message>
    <message>
        <source>{file}: column {column} is predicted or names the files, and cannot be learned from as well</source>
        <translation>{file}: Spalte {column} wird vorhergesagt oder nennt die Dateien; aus ihr kann nicht auch gelernt werden</translation>
    </message>
    <message>
        <source>{file}: it is no Parquet and no Arrow file</source>
        <translation>{file} ist weder eine Parquet- noch eine Arrow-Datei</translation>
    </message>
    <message>
        <source>{file}: it is not valid JSON: {cause}</source>
        <translation>{file} ist kein gültiges JSON: {cause}</translation>
    </message>
    <message>
        <source>{file}: it unpacks to more than {most:,} bytes; unpack it first</source>
        <translation>{file} ist ausgepackt größer als {most:,} Bytes; erst auspacken</translation>
    </message>
    <message>
        <source>{file}: its project has {size}, and a lesson in one file may have {most} MiB</source>
        <translation>{file}: das Projekt hat {size}, und eine Lektion in einer Datei darf {most} MiB haben</translation>
    </message>
    <message>
        <source>{file}: more than {most:,} files are more than fit here</source>
        <translation>{file}: mehr als {most:,} Dateien passen hier nicht hinein</translation>
    </message>
    <message>
        <source>{file}: no column names files; in one of {names} there must be paths that end in {endings}</source>
        <translation>{file}: keine Spalte nennt Dateien; in einer von {names} müssen Pfade stehen, die auf {endings} enden</translation>
    </message>
    <message>
        <source>{file}: none of its {count:,} files can be used; the first is {name}: {cause}</source>
        <translation>{file}: keine der {count:,} Dateien ist zu gebrauchen; die erste ist {name}: {cause}</translation>
    </message>
    <message>
        <source>{file}: none of its {count:,} files can be used; the first is {name}: {cause}. Put them into the folder {folder}, or choose their folder in the data dialog</source>
        <translation>{file}: keine der {count:,} Dateien ist zu gebrauchen; die erste ist {name}: {cause}. Die Dateien in den Ordner {folder} legen oder im Datendialog ihren Ordner wählen</translation>
    </message>
    <message>
        <source>{folder}: recordings with a length of {length} are too short for spectrograms, which need {window}; choose the signal, or a greater length</source>
        <translation>{folder}: Aufzeichnungen mit einer Länge von {length} sind zu kurz für Spektrogramme, die {window} brauchen; das Signal wählen oder eine größere Länge</translation>
    </message>
    <message>
        <source>{folder}: what the ear hears is known of sounds of one sampling rate; say which one, or choose bands of the same width</source>
        <translation>{folder}: was das Ohr hört, ist von Tönen mit einer Abtastrate bekannt; sagen, welche es ist, oder gleich breite Bänder wählen</translation>
    </message>
    <message>
        <source>{folder}: {bands} bands need a window of {wanted} values or more; it has {window}</source>
        <translation>{folder}: {bands} Bänder brauchen ein Fenster von {wanted} oder mehr Werten; es hat {window}</translation>
    </message>
    <message>
        <source>{folder}: {count:,} recordings of {values} values are more than fit here; choose a smaller length</source>
        <translation>{folder}: {count:,} Aufzeichnungen mit {values} Werten sind mehr, als hier Platz haben; eine kleinere Länge wählen</translation>
    </message>
    <message>
        <source>{kind} means nothing in a spectrogram, whose sides are frequency and time: take it out of the augmentation</source>
        <translation>{kind} bedeutet nichts in einem Spektrogramm, dessen Seiten Frequenz und Zeit sind: aus der Augmentierung nehmen</translation>
    </message>
    <message>
        <source>{lasting:.3g} days</source>
        <translation>{lasting:.3g} Tage</translation>
    </message>
    <message>
        <source>{lasting:.3g} hours</source>
        <translation>{lasting:.3g} Stunden</translation>
    </message>
    <message>
        <source>{lasting:.3g} minutes</source>
        <translation>{lasting:.3g} Minuten</translation>
    </message>
    <message>
        <source>{lasting:.3g} s</source>
        <translation>{lasting:.3g} s</translation>
    </message>
    <message>
        <source>{loss} fits no output of this network that has no loss of its own: name the output, as in --set loss@{output}=NAME</source>
        <translation>{loss} passt zu keiner Ausgabe dieses Netzes, die keinen eigenen Verlust hat: die Ausgabe nennen, wie in --set loss@{output}=NAME</translation>
    </message>
    <message>
        <source>{n} feature</source>
        <translation>{n} Merkmal</translation>
    </message>
    <message>
        <source>{n} features</source>
        <translation>{n} Merkmale</translation>
    </message>
    <message>
        <source>{n} held-out samples are in the training part as well ({pairs}): results will look better than they are</source>
        <translation>{n} zurückgehaltene Beispiele sind auch im Trainingsteil ({pairs}): Die Ergebnisse werden besser aussehen, als sie sind</translation>
    </message>
    <message>
        <source>Main memory of the whole program, window and data included. What training takes of it was estimated before the run.</source>
        <translation>Arbeitsspeicher des ganzen Programms, mit Fenster und Daten. Was das Training davon braucht, wurde vor dem Lauf geschätzt.</translation>
    </message>
    <message>
        <source>--data {name}: files are looked for beside the table that names them: give the name of its file</source>
        <translation>--data {name}: Dateien werden neben der Tabelle gesucht, die sie nennt: Geben Sie den Namen der Tabelle an</translation>
    </message>
    <message>
        <source>Make {0} repairs</source>
        <translation>{0} Reparaturen vornehmen</translation>
    </message>
    <message>
        <source>Makes what is missing of this series, with its own network and settings: the result is the same as without a stop</source>
        <translation>Ergänzt, was an dieser Serie fehlt, mit ihrem eigenen Netz und ihren Einstellungen: Das Ergebnis ist dasselbe wie ohne Stopp</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Map of the network</source>
        <translation>Übersichtskarte</translation>
    </message>
    <message>
        <source>Mark with a star</source>
        <translation>Mit Stern markieren</translation>
    </message>
    <message>
        <source>Mark {0} with a star</source>
        <translation>{0} mit Stern markieren</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Matrix products (cuBLAS)</source>
        <translation>Matrixprodukte (cuBLAS)</translation>
    </message>
    <message>
        <source>Matrix products in TF32</source>
        <translation>Matrixprodukte in TF32</translation>
    </message>
    <message>
        <source>MaxPool1D</source>
        <translation>MaxPool1D</translation>
    </message>
    <message>
        <source>MaxPool2D</source>
        <translation>MaxPool2D</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>Mean absolute error</source>
        <translation>Mittlerer absoluter Fehler</translation>
    </message>
    <message>
        <source>Mean absolute error of always answering the mean of the training part</source>
        <translation>Mittlerer absoluter Fehler, wenn immer mit dem Mittelwert des Trainingsteils geantwortet wird</translation>
    </message>
    <message>
        <source>Mean distance of the dots from the line, each by its samples</source>
        <translation>Mittlerer Abstand der Punkte von der Linie, jeder nach der Zahl seiner Beispiele</translation>
    </message>
    <message>
        <source>Mean of each channel</source>
        <translation>Mittel jedes Kanals</translation>
    </message>
    <message>
        <source>Mean of each patch</source>
        <translation>Mittel jedes Ausschnitts</translation>
    </message>
    <message>
        <source>Mean of each piece</source>
        <translation>Mittel jedes Abschnitts</translation>
    </message>
    <message>
        <source>Mean squared error</source>
        <translation>Mittlerer quadratischer Fehler</translation>
    </message>
    <message>
        <source>Measure it</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Measure the columns</source>
        <translation>Spalten messen</translation>
    </message>
    <message>
        <source>Measured by the mean and variance of its channel in the batch</source>
        <translation>Gemessen an Mittel und Varianz des Kanals im Batch</translation>
    </message>
    <message>
        <source>Measured by the mean and variance of this sample</source>
        <translation>Gemessen an Mittel und Varianz dieses Beispiels</translation>
    </message>
    <message>
        <source>Measured by the running mean and variance of its channel, as the layer is frozen</source>
        <translation>Gemessen an laufendem Mittel und laufender Varianz des Kanals, da die Schicht eingefroren ist</translation>
    </message>
    <message>
        <source>Measuring on {0}…</source>
        <translation>Wird {0} gemessen…</translation>
    </message>
    <message>
        <source>Measuring the network</source>
        <translation>Netz wird gemessen</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Wird gemessen…</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Memory at batch size {0}</source>
        <translation>Speicher bei Batchgröße {0}</translation>
    </message>
    <message>
        <source>Memory for training with batches of {0}, without the data</source>
        <translation>Speicher für das Training mit Batches zu {0}, ohne die Daten</translation>
    </message>
    <message>
        <source>Memory of the mean gradient.</source>
        <translation>Gedächtnis des mittleren Gradienten.</translation>
    </message>
    <message>
        <source>Memory of the mean squared gradient.</source>
        <translation>Gedächtnis des mittleren quadrierten Gradienten.</translation>
    </message>
    <message>
        <source>Mend all problems</source>
        <translation>Alle Probleme beheben</translation>
    </message>
    <message>
        <source>Merging branches</source>
        <translation>Zweige vereinen</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Metrik</translation>
    </message>
    <message>
        <source>Mini-batch</source>
        <translation>Mini-Batch</translation>
    </message>
    <message>
        <source>Mirrors some pictures</source>
        <translation>Spiegelt manche Bilder</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlend</translation>
    </message>
    <message>
        <source>Missing values</source>
        <translation>Fehlende Werte</translation>
    </message>
    <message>
        <source>Mistakes</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Mistakes, the most confident first: {0} of {1} samples</source>
        <translation>Fehler, die sichersten zuerst: {0} von {1} Beispielen</translation>
    </message>
    <message>
        <source>Mix-up</source>
        <translation>Mixup</translation>
    </message>
    <message>
        <source>Model card, Markdown</source>
        <translation>Modellkarte, Markdown</translation>
    </message>
    <message>
        <source>Model card, web page</source>
        <translation>Modellkarte, Webseite</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>Momentum</translation>
    </message>
    <message>
        <source>Momentum decay</source>
        <translation>Momentum-Zerfall</translation>
    </message>
    <message>
        <source>Momentum that looks one step ahead and so brakes in time.</source>
        <translation>Momentum, das einen Schritt vorausschaut und so rechtzeitig bremst.</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More &amp;room below</source>
        <translation>Mehr Platz &amp;unten</translation>
    </message>
    <message>
        <source>More epochs, and less dropout, weight decay or label smoothing, make a network surer.</source>
        <translation>Mehr Epochen und weniger Dropout, Gewichtszerfall oder Label-Glättung machen ein Netz sicherer.</translation>
    </message>
    <message>
        <source>More metrics</source>
        <translation>Mehr Metriken</translation>
    </message>
    <message>
        <source>More pictures</source>
        <translation>Weitere Bilder</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>Mehr Einstellungen</translation>
    </message>
    <message>
        <source>More templates…</source>
        <translation>Weitere Vorlagen…</translation>
    </message>
    <message>
        <source>More that can be done with the chosen runs</source>
        <translation>Was sich mit den gewählten Läufen noch tun lässt</translation>
    </message>
    <message>
        <source>Move wire from {0} to {1}</source>
        <translation>Verbindung von {0} auf {1} umlegen</translation>
    </message>
    <message>
        <source>Move {0}</source>
        <translation>{0} verschieben</translation>
    </message>
    <message>
        <source>Moves pictures aside</source>
        <translation>Verschiebt Bilder</translation>
    </message>
    <message>
        <source>Much like SiLU, with a slightly deeper dip.</source>
        <translation>Fast wie SiLU, taucht etwas tiefer ein.</translation>
    </message>
    <message>
        <source>Multiply</source>
        <translation>Multiply</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>MACs</translation>
    </message>
    <message>
        <source>NN Studio ended without saving {0}.</source>
        <translation>NN Studio wurde beendet, ohne {0} zu speichern.</translation>
    </message>
    <message>
        <source>NN Studio projects</source>
        <translation>Projekte von NN Studio</translation>
    </message>
    <message>
        <source>NVIDIA driver</source>
        <translation>NVIDIA-Treiber</translation>
    </message>
    <message>
        <source>NVIDIA graphics card 2 of several.</source>
        <translation>NVIDIA-Grafikkarte 2 von mehreren.</translation>
    </message>
    <message>
        <source>NVIDIA graphics card 3 of several.</source>
        <translation>NVIDIA-Grafikkarte 3 von mehreren.</translation>
    </message>
    <message>
        <source>NVIDIA graphics card 4 of several.</source>
        <translation>NVIDIA-Grafikkarte 4 von mehreren.</translation>
    </message>
    <message>
        <source>NVIDIA graphics card 5 of several.</source>
        <translation>NVIDIA-Grafikkarte 5 von mehreren.</translation>
    </message>
    <message>
        <source>NVIDIA graphics card 6 of several.</source>
        <translation>NVIDIA-Grafikkarte 6 von mehreren.</translation>
    </message>
    <message>
        <source>NVIDIA graphics card 7 of several.</source>
        <translation>NVIDIA-Grafikkarte 7 von mehreren.</translation>
    </message>
    <message>
        <source>NVIDIA graphics card 8 of several.</source>
        <translation>NVIDIA-Grafikkarte 8 von mehreren.</translation>
    </message>
    <message>
        <source>NVRTC does not compile: {cause}</source>
        <translation>NVRTC kompiliert nicht: {cause}</translation>
    </message>
    <message>
        <source>Nadam</source>
        <translation>Nadam</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of an array with samples that are only for the test, such as x_test; its targets are y_test.</source>
        <translation>Name eines Arrays mit Beispielen nur für den Test, etwa x_test; die Zielwerte dazu sind y_test.</translation>
    </message>
    <message>
        <source>Name of the array with the samples; x, X, images or data where none is named.</source>
        <translation>Name des Arrays mit den Beispielen; x, X, images oder data, wenn keines genannt ist.</translation>
    </message>
    <message>
        <source>Name of the array with the targets; y, labels or target where none is named.</source>
        <translation>Name des Arrays mit den Zielwerten; y, labels oder target, wenn keines genannt ist.</translation>
    </message>
    <message>
        <source>Name of the layer; empty it to get the automatic one back</source>
        <translation>Name der Schicht; wird er geleert, gilt wieder der automatische</translation>
    </message>
    <message>
        <source>Name, kind, keyword or setting, such as “dense”, “pooling” or “relu”</source>
        <translation>Name, Art, Stichwort oder Einstellung, etwa „dense“, „pooling“ oder „relu“</translation>
    </message>
    <message>
        <source>Neither run has an epoch that could be compared with {name}</source>
        <translation>Keiner der Läufe hat eine Epoche, die sich mit {name} vergleichen ließe</translation>
    </message>
    <message>
        <source>Nesterov</source>
        <translation>Nesterov</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Network and training</source>
        <translation>Netz und Training</translation>
    </message>
    <message>
        <source>Network, data or optimizer were changed since.</source>
        <translation>Netz, Daten oder Optimierer wurden seitdem geändert.</translation>
    </message>
    <message>
        <source>Network, data, settings and weights as they were; undo brings the drawing back</source>
        <translation>Netz, Daten, Einstellungen und Gewichte, wie sie waren; Rückgängig bringt die Zeichnung zurück</translation>
    </message>
    <message>
        <source>Neuron {0}: from {1} to {2}; where it gives {3} there is no colour</source>
        <translation>Neuron {0}: von {1} bis {2}; wo es {3} liefert, bleibt es farblos</translation>
    </message>
    <message>
        <source>Neurons</source>
        <translation>Neuronen</translation>
    </message>
    <message>
        <source>Neurons of the widest layer</source>
        <translation>Neuronen der breitesten Schicht</translation>
    </message>
    <message>
        <source>Neurons on the cards</source>
        <translation>Neuronen auf den Karten</translation>
    </message>
    <message>
        <source>New from &amp;template</source>
        <translation>Neu aus &amp;Vorlage</translation>
    </message>
    <message>
        <source>New network</source>
        <translation>Neues Netz</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Next (Enter)</source>
        <translation>Nächster Treffer (Eingabe)</translation>
    </message>
    <message>
        <source>Next answer</source>
        <translation>Nächste Antwort</translation>
    </message>
    <message>
        <source>Next lesson</source>
        <translation>Nächste Lektion</translation>
    </message>
    <message>
        <source>Next message</source>
        <translation>Nächste Meldung</translation>
    </message>
    <message>
        <source>Next sample</source>
        <translation>Nächstes Beispiel</translation>
    </message>
    <message>
        <source>Next: back</source>
        <translation>Weiter: rückwärts</translation>
    </message>
    <message>
        <source>Next: the loss</source>
        <translation>Weiter: Verlust</translation>
    </message>
    <message>
        <source>Next: update</source>
        <translation>Weiter: Anpassung</translation>
    </message>
    <message>
        <source>Next: {0}</source>
        <translation>Weiter: {0}</translation>
    </message>
    <message>
        <source>No CuPy of today knows this card: the CPU trains</source>
        <translation>Kein heutiges CuPy kennt diese Karte: Die CPU trainiert</translation>
    </message>
    <message>
        <source>No account, no telemetry: nothing leaves this computer. Apache License 2.0.</source>
        <translation>Kein Konto, keine Telemetrie: Nichts verlässt diesen Rechner. Apache License 2.0.</translation>
    </message>
    <message>
        <source>No array in the file has the shape that a layer wants: it belongs to another network.</source>
        <translation>Kein Array in der Datei hat die Form, die eine Schicht braucht: Die Datei gehört zu einem anderen Netz.</translation>
    </message>
    <message>
        <source>No better than guessing: the loss stays at {level:.3g}; not looking at the samples reaches {guessing:.3g}</source>
        <translation>Nicht besser als Raten: Der Verlust bleibt bei {level:.3g}; ohne die Beispiele anzusehen sind {guessing:.3g} erreichbar</translation>
    </message>
    <message>
        <source>No hidden layer: the probability of each class</source>
        <translation>Keine verborgene Schicht: die Wahrscheinlichkeit jeder Klasse</translation>
    </message>
    <message>
        <source>No layer is called “{0}”</source>
        <translation>Keine Schicht heißt „{0}“</translation>
    </message>
    <message>
        <source>No layers yet: press A to add one, or drag one out of the palette</source>
        <translation>Noch keine Schichten: mit A eine hinzufügen oder eine aus der Palette ziehen</translation>
    </message>
    <message>
        <source>No loss counts: at least one of the loss weights must be above 0</source>
        <translation>Kein Verlust zählt: Mindestens eines der Verlustgewichte muss über 0 liegen</translation>
    </message>
    <message>
        <source>No mistakes: all {0} samples are answered rightly</source>
        <translation>Keine Fehler: Alle {0} Beispiele sind richtig beantwortet</translation>
    </message>
    <message>
        <source>No padding: the window stays inside, and the output is smaller.</source>
        <translation>Kein Rand: Das Fenster bleibt innen, und die Ausgabe ist kleiner.</translation>
    </message>
    <message>
        <source>No picture to learn from is of {classes}: the network will answer none of its pictures right</source>
        <translation>Kein Bild zum Lernen gehört zu {classes}: Das Netz wird deren Bilder nie richtig beantworten</translation>
    </message>
    <message>
        <source>No row to learn from is of {classes}: the network will answer none of its rows right</source>
        <translation>Keine Zeile zum Lernen gehört zu {classes}: Das Netz wird deren Zeilen nie richtig beantworten</translation>
    </message>
    <message>
        <source>No run chosen</source>
        <translation>Kein Lauf gewählt</translation>
    </message>
    <message>
        <source>No run has come to the end of an epoch</source>
        <translation>Kein Lauf ist bis zum Ende einer Epoche gekommen</translation>
    </message>
    <message>
        <source>No run has “{0}” in its name, network, data or any other column, its notes or its verdict.</source>
        <translation>Kein Lauf hat „{0}“ im Namen, im Netz, in den Daten oder einer anderen Spalte, in den Notizen oder im Urteil.</translation>
    </message>
    <message>
        <source>No sample of class {0} was answered as {1}</source>
        <translation>Kein Beispiel der Klasse {0} wurde als {1} beantwortet</translation>
    </message>
    <message>
        <source>No sample of class {0} was answered rightly</source>
        <translation>Kein Beispiel der Klasse {0} wurde richtig beantwortet</translation>
    </message>
    <message>
        <source>No samples watch the training: all {n} are learned from or kept for the test, so nobody sees when the network begins to learn by heart</source>
        <translation>Keine Beispiele überwachen das Training: Aus allen {n} wird gelernt, oder sie sind für den Test zurückgehalten; niemand sieht, wann das Netz auswendig zu lernen beginnt</translation>
    </message>
    <message>
        <source>No samples were kept aside for a test: give the test part a share of the data</source>
        <translation>Für einen Test wurden keine Beispiele zurückgelegt: dem Testteil einen Anteil der Daten geben</translation>
    </message>
    <message>
        <source>No samples were kept aside for validation: give the validation part a share of the data</source>
        <translation>Für die Validierung wurden keine Beispiele zurückgelegt: dem Validierungsteil einen Anteil der Daten geben</translation>
    </message>
    <message>
        <source>No zeros: the window stays inside, and the output is smaller.</source>
        <translation>Keine Nullen: Das Fenster bleibt innen, und die Ausgabe ist kleiner.</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>Normalisation</source>
        <translation>Normalisierung</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>Nicht fertig</translation>
    </message>
    <message>
        <source>Not finished yet</source>
        <translation>Noch nicht fertig</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Not proven: {0}.</source>
        <translation>Nicht nachgewiesen: {0}.</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Not trained yet</source>
        <translation>Noch nicht trainiert</translation>
    </message>
    <message>
        <source>Not yet: {0}</source>
        <translation>Noch nicht: {0}</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Notes about the model</source>
        <translation>Hinweise zum Modell</translation>
    </message>
    <message>
        <source>Notes on the run</source>
        <translation>Notizen zum Lauf</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Nothing found. Try another word.</source>
        <translation>Nichts gefunden. Ein anderes Wort versuchen.</translation>
    </message>
    <message>
        <source>Nothing is between {low} and {high}</source>
        <translation>Zwischen {low} und {high} liegt nichts</translation>
    </message>
    <message>
        <source>Nothing is called so. Try another word.</source>
        <translation>Nichts heißt so. Ein anderes Wort versuchen.</translation>
    </message>
    <message>
        <source>Nothing is changed until you use it.</source>
        <translation>Bis zum Übernehmen wird nichts geändert.</translation>
    </message>
    <message>
        <source>Nothing is drawn yet</source>
        <translation>Noch ist nichts gezeichnet</translation>
    </message>
    <message>
        <source>Nothing is drawn yet.</source>
        <translation>Noch ist nichts gezeichnet.</translation>
    </message>
    <message>
        <source>Nothing is missing: the CPU trains</source>
        <translation>Es fehlt nichts: Die CPU trainiert</translation>
    </message>
    <message>
        <source>Nothing stands in the way of training, but have a look at this:</source>
        <translation>Dem Training steht nichts im Weg, doch dies verdient einen Blick:</translation>
    </message>
    <message>
        <source>Nothing stands in the way of training.</source>
        <translation>Dem Training steht nichts im Weg.</translation>
    </message>
    <message>
        <source>Nothing to learn from {columns}: the same in every row of the training part</source>
        <translation>Aus {columns} ist nichts zu lernen: in jeder Zeile des Trainingsteils dasselbe</translation>
    </message>
    <message>
        <source>Nothing to learn instead of {0}</source>
        <translation>Nichts zu lernen (jetzt {0})</translation>
    </message>
    <message>
        <source>Nothing to learn, as now</source>
        <translation>Nichts zu lernen, wie jetzt</translation>
    </message>
    <message>
        <source>Nothing was found. Try another word.</source>
        <translation>Nichts gefunden. Ein anderes Wort versuchen.</translation>
    </message>
    <message>
        <source>Nothing was pasted, the layers on the clipboard are damaged: {cause}</source>
        <translation>Nichts eingefügt, die Schichten in der Zwischenablage sind beschädigt: {cause}</translation>
    </message>
    <message>
        <source>Nothing: rows without a value are neither learned from nor tested. New rows get the usual value.</source>
        <translation>Nichts: Zeilen ohne Wert dienen weder dem Lernen noch dem Test. Neue Zeilen bekommen den üblichen Wert.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>NumPy</source>
        <translation>NumPy</translation>
    </message>
    <message>
        <source>NumPy archive</source>
        <translation>NumPy-Archiv</translation>
    </message>
    <message>
        <source>NumPy script</source>
        <translation>NumPy-Skript</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>Number of the sample that is looked at; the arrows step through</source>
        <translation>Nummer des angesehenen Beispiels; die Pfeile blättern durch</translation>
    </message>
    <message>
        <source>Numbers that training adjusts</source>
        <translation>Zahlen, die das Training anpasst</translation>
    </message>
    <message>
        <source>Numbers that training adjusts: weights, and what is added to them</source>
        <translation>Zahlen, die das Training anpasst: Gewichte und was zu ihnen addiert wird</translation>
    </message>
    <message>
        <source>Numbers that training adjusts; the bar is the layer&apos;s share of all of them</source>
        <translation>Zahlen, die das Training anpasst; der Balken ist der Anteil der Schicht an allen</translation>
    </message>
    <message>
        <source>ONNX</source>
        <translation>ONNX</translation>
    </message>
    <message>
        <source>ONNX export does not know the activation {name}</source>
        <translation>Der ONNX-Export kennt die Aktivierung {name} nicht</translation>
    </message>
    <message>
        <source>ONNX export does not know {op}</source>
        <translation>Der ONNX-Export kennt {op} nicht</translation>
    </message>
    <message>
        <source>Of class {0}</source>
        <translation>Von der Klasse {0}</translation>
    </message>
    <message>
        <source>Of the best epoch, on the validation part; on the training part where there is none</source>
        <translation>In der besten Epoche, am Validierungsteil; wo es keinen gibt, am Trainingsteil</translation>
    </message>
    <message>
        <source>Of the samples answered as this class, the share that is of it</source>
        <translation>Welcher Anteil der Beispiele, die als diese Klasse beantwortet wurden, wirklich zu ihr gehört</translation>
    </message>
    <message>
        <source>Of the samples answered yes, the share that is yes; the mean over several classes.</source>
        <translation>Unter den mit Ja beantworteten Beispielen der Anteil, bei dem Ja stimmt; bei mehreren Klassen das Mittel.</translation>
    </message>
    <message>
        <source>Of the samples of this class, the share that was answered so</source>
        <translation>Welcher Anteil der Beispiele dieser Klasse so beantwortet wurde</translation>
    </message>
    <message>
        <source>Of the samples that are yes, the share that was found; the mean over several classes.</source>
        <translation>Unter den Beispielen, die Ja sind, der gefundene Anteil; bei mehreren Klassen das Mittel.</translation>
    </message>
    <message>
        <source>Of the training part, and of the validation part</source>
        <translation>Des Trainingsteils und des Validierungsteils</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Versatz</translation>
    </message>
    <message>
        <source>On average as probable as it was thought to be, {0} and {1}, but not where the dots are off the line.</source>
        <translation>Im Mittel so wahrscheinlich wie vermutet, {0} und {1}, aber nicht dort, wo Punkte neben der Linie liegen.</translation>
    </message>
    <message>
        <source>On average as sure as it is right, {0} and {1}, but not where the dots are off the line.</source>
        <translation>Im Mittel so sicher, wie es recht hat, {0} und {1}, aber nicht dort, wo Punkte neben der Linie liegen.</translation>
    </message>
    <message>
        <source>On the CPU: the GPU failed in a trial ({cause})</source>
        <translation>Auf der CPU: Die GPU ist in einem Versuch ausgefallen ({cause})</translation>
    </message>
    <message>
        <source>On the CPU: this network is small and would be slower on the GPU ({here:.2g} against {there:.2g} ms a step)</source>
        <translation>Auf der CPU: Dieses Netz ist klein und wäre auf der GPU langsamer ({here:.2g} gegen {there:.2g} ms pro Schritt)</translation>
    </message>
    <message>
        <source>On the test part, once you have opened it in Results</source>
        <translation>Am Testteil, sobald er unter Ergebnisse geöffnet wurde</translation>
    </message>
    <message>
        <source>On the validation part, at the best epoch</source>
        <translation>Am Validierungsteil, in der besten Epoche</translation>
    </message>
    <message>
        <source>On which part of the data the network is judged</source>
        <translation>An welchem Teil der Daten das Netz beurteilt wird</translation>
    </message>
    <message>
        <source>One Dense layer without hidden ones, trained on the same training part with the loss of the network: {0}</source>
        <translation>Eine Dense-Schicht ohne verborgene Schichten, am selben Trainingsteil mit dem Verlust des Netzes trainiert: {0}</translation>
    </message>
    <message>
        <source>One Python file with its weights; needs NumPy only</source>
        <translation>Eine einzige Python-Datei mit ihren Gewichten; braucht nur NumPy</translation>
    </message>
    <message>
        <source>One array of the file is not used: {0}</source>
        <translation>Ein Array der Datei wird nicht gebraucht: {0}</translation>
    </message>
    <message>
        <source>One cycle</source>
        <translation>Ein Zyklus</translation>
    </message>
    <message>
        <source>One epoch</source>
        <translation>Eine Epoche</translation>
    </message>
    <message>
        <source>One input and a wave to follow: a regression.</source>
        <translation>Eine Eingabe und eine Welle, der zu folgen ist: eine Regression.</translation>
    </message>
    <message>
        <source>One input: the place of the category in its order, for sizes S, M, L named so that they sort.</source>
        <translation>Eine Eingabe: der Platz der Kategorie in ihrer Reihenfolge, etwa für Größen S, M, L, wenn ihre Namen sich richtig sortieren.</translation>
    </message>
    <message>
        <source>One neuron that says yes or no: where it all began</source>
        <translation>Ein Neuron, das Ja oder Nein sagt: womit alles begann</translation>
    </message>
    <message>
        <source>One neuron without activation: a number from a weighted sum</source>
        <translation>Ein Neuron ohne Aktivierung: eine Zahl aus einer gewichteten Summe</translation>
    </message>
    <message>
        <source>One number for a patch of {0}</source>
        <translation>Eine Zahl für einen Ausschnitt aus {0} Werten</translation>
    </message>
    <message>
        <source>One number for a whole map of {0}</source>
        <translation>Eine Zahl für eine ganze Merkmalskarte aus {0} Werten</translation>
    </message>
    <message>
        <source>One number for each pixel.</source>
        <translation>Eine Zahl für jedes Pixel.</translation>
    </message>
    <message>
        <source>One of the {0} files that were dropped</source>
        <translation>Eine von {0} abgelegten Dateien</translation>
    </message>
    <message>
        <source>One press, and the network learns from the data. You can pause at any time and go on later.</source>
        <translation>Ein Klick, und das Netz lernt aus den Daten. Das Training lässt sich jederzeit anhalten und später fortsetzen.</translation>
    </message>
    <message>
        <source>One problem stays.</source>
        <translation>Ein Problem bleibt.</translation>
    </message>
    <message>
        <source>One run: {name} {figure}; a spread takes two</source>
        <translation>Ein Lauf: {name} {figure}; für eine Streuung braucht es zwei</translation>
    </message>
    <message>
        <source>One sample</source>
        <translation>Ein Beispiel</translation>
    </message>
    <message>
        <source>One step</source>
        <translation>Ein Schritt</translation>
    </message>
    <message>
        <source>One step changes the weights of {layer} by {share} of the size they started with, where 10⁻³ is usual: it jumps over every valley. Take a smaller learning rate than {rate:g}</source>
        <translation>Ein Schritt ändert die Gewichte von {layer} um {share} ihrer Anfangsgröße, üblich ist 10⁻³: Er springt über jedes Tal hinweg. Eine kleinere Lernrate als {rate:g} nehmen</translation>
    </message>
    <message>
        <source>One step changes weights by at most {share} of their size, where 10⁻³ is usual: nothing will happen. Take a larger learning rate than {rate:g}</source>
        <translation>Ein Schritt ändert Gewichte um höchstens {share} ihrer Größe, üblich ist 10⁻³: Es wird nichts geschehen. Eine größere Lernrate als {rate:g} nehmen</translation>
    </message>
    <message>
        <source>One step to undo</source>
        <translation>Einmal Rückgängig genügt</translation>
    </message>
    <message>
        <source>OneStep</source>
        <translation>OneStep</translation>
    </message>
    <message>
        <source>Only mistakes</source>
        <translation>Nur Fehler</translation>
    </message>
    <message>
        <source>Only the pictures are learned from; left out: {columns}</source>
        <translation>Gelernt wird nur aus den Bildern; weggelassen: {columns}</translation>
    </message>
    <message>
        <source>Only tried so far, and kept nowhere.</source>
        <translation>Bisher nur ausprobiert und nirgends aufbewahrt.</translation>
    </message>
    <message>
        <source>Open &amp;file…</source>
        <translation>&amp;Datei öffnen…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Open a file with data</source>
        <translation>Datei mit Daten öffnen</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>Datei öffnen…</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>Ordner öffnen…</translation>
    </message>
    <message>
        <source>Open a lesson</source>
        <translation>Lektion öffnen</translation>
    </message>
    <message>
        <source>Open a lesson &amp;file…</source>
        <translation>Lektions&amp;datei öffnen…</translation>
    </message>
    <message>
        <source>Open a lesson file…</source>
        <translation>Lektionsdatei öffnen…</translation>
    </message>
    <message>
        <source>Open a project or a model</source>
        <translation>Projekt oder Modell öffnen</translation>
    </message>
    <message>
        <source>Open f&amp;older…</source>
        <translation>&amp;Ordner öffnen…</translation>
    </message>
    <message>
        <source>Open lesson: {0}</source>
        <translation>Lektion öffnen: {0}</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>Protokollordner öffnen</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>Projekt öffnen…</translation>
    </message>
    <message>
        <source>Open results</source>
        <translation>Ergebnisse öffnen</translation>
    </message>
    <message>
        <source>Open sample: {0}</source>
        <translation>Beispiel öffnen: {0}</translation>
    </message>
    <message>
        <source>Open the settings</source>
        <translation>Einstellungen öffnen</translation>
    </message>
    <message>
        <source>Open the test part</source>
        <translation>Testteil öffnen</translation>
    </message>
    <message>
        <source>Open without training</source>
        <translation>Ohne Training öffnen</translation>
    </message>
    <message>
        <source>Opposite corners belong together: no line tells them apart.</source>
        <translation>Gegenüberliegende Ecken gehören zusammen: Keine Gerade trennt sie.</translation>
    </message>
    <message>
        <source>Opset</source>
        <translation>Opset</translation>
    </message>
    <message>
        <source>Other data</source>
        <translation>Andere Daten</translation>
    </message>
    <message>
        <source>Other proportions</source>
        <translation>Anderes Seitenverhältnis</translation>
    </message>
    <message>
        <source>Other sample up to</source>
        <translation>Anderes Beispiel bis</translation>
    </message>
    <message>
        <source>Other weights of this project answer {0}. For these nothing is chosen yet.</source>
        <translation>Andere Gewichte dieses Projekts antworten mit {0}. Für diese hier ist noch nichts gewählt.</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Gliederung</translation>
    </message>
    <message>
        <source>Outline of the network</source>
        <translation>Gliederung des Netzes</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Output {0}: from {1} to {2}</source>
        <translation>Ausgang {0}: von {1} bis {2}</translation>
    </message>
    <message>
        <source>Outputs are not compared: {0}.</source>
        <translation>Die Ausgaben werden nicht verglichen: {0}.</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>PDF, for LaTeX and print</source>
        <translation>PDF, für LaTeX und Druck</translation>
    </message>
    <message>
        <source>PNG, for slides and texts</source>
        <translation>PNG, für Folien und Texte</translation>
    </message>
    <message>
        <source>Pack the lesson with its project and data into one file that others open</source>
        <translation>Die Lektion mit Projekt und Daten in eine Datei packen, die andere öffnen können</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>Padding</translation>
    </message>
    <message>
        <source>Padding all around: at stride 1 the output is as large as the input.</source>
        <translation>Rand ringsum: Bei Schrittweite 1 ist die Ausgabe so groß wie die Eingabe.</translation>
    </message>
    <message>
        <source>Paints patches: enlarges images</source>
        <translation>Malt Ausschnitte: vergrößert Bilder</translation>
    </message>
    <message>
        <source>Pairs of 3×3 convolutions, each pair followed by pooling</source>
        <translation>Paare von 3×3-Faltungen, auf jedes Paar folgt Pooling</translation>
    </message>
    <message>
        <source>Palette</source>
        <translation>Palette</translation>
    </message>
    <message>
        <source>Palette and outline</source>
        <translation>Palette und Gliederung</translation>
    </message>
    <message>
        <source>Palmer penguins</source>
        <translation>Palmer-Pinguine</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Part of the data</source>
        <translation>Teil der Daten</translation>
    </message>
    <message>
        <source>Passes the sum on unchanged; for the output of a regression.</source>
        <translation>Gibt die Summe unverändert weiter; für die Ausgabe einer Regression.</translation>
    </message>
    <message>
        <source>Paste a &amp;table</source>
        <translation>&amp;Tabelle einfügen</translation>
    </message>
    <message>
        <source>Paste a tab&amp;le</source>
        <translation>Tabe&amp;lle einfügen</translation>
    </message>
    <message>
        <source>Paste {0}</source>
        <translation>{0} einfügen</translation>
    </message>
    <message>
        <source>Pasted {0}</source>
        <translation>Eingefügt {0}</translation>
    </message>
    <message>
        <source>Patch, kernel and products</source>
        <translation>Ausschnitt, Filterkern und Produkte</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Geduld</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Paused. Continue, or take one step at a time.</source>
        <translation>Pausiert. Fortsetzen oder Schritt für Schritt weitergehen.</translation>
    </message>
    <message>
        <source>Perceptron</source>
        <translation>Perzeptron</translation>
    </message>
    <message>
        <source>Permutation importance: the values of one column are dealt out among the rows, {0} times; bars are means, strokes standard deviations. Of two columns that say the same, both look unimportant.</source>
        <translation>Permutationswichtigkeit: Die Werte einer Spalte werden {0}-mal unter den Zeilen neu verteilt; Balken sind Mittelwerte, Striche Standardabweichungen. Von zwei Spalten, die dasselbe sagen, sehen beide unwichtig aus.</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Picture (PNG), {0}×…</source>
        <translation>Bild (PNG), {0}×…</translation>
    </message>
    <message>
        <source>Picture of the sample</source>
        <translation>Bild des Beispiels</translation>
    </message>
    <message>
        <source>Picture {0}</source>
        <translation>Bild {0}</translation>
    </message>
    <message>
        <source>Picture {0} ({1})</source>
        <translation>Bild {0} ({1})</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Pictures before</source>
        <translation>Vorige Bilder</translation>
    </message>
    <message>
        <source>Pictures in files of their own are not kept in the project file: send their folder along</source>
        <translation>Bilder in eigenen Dateien werden nicht in der Projektdatei behalten: ihren Ordner mitschicken</translation>
    </message>
    <message>
        <source>Pictures of kinds that are not read are left out: {count} ({kinds}); save them as JPEG or PNG</source>
        <translation>Bilder, deren Format nicht gelesen wird, sind ausgelassen: {count} ({kinds}); als JPEG oder PNG speichern</translation>
    </message>
    <message>
        <source>Pictures of the layer</source>
        <translation>Bilder der Schicht</translation>
    </message>
    <message>
        <source>Pixels for an inch of the picture: 96 as large as on a screen, 300 for print.</source>
        <translation>Pixel für einen Zoll des Bildes: 96 so groß wie auf dem Bildschirm, 300 für den Druck.</translation>
    </message>
    <message>
        <source>Plain gradient descent, as in the textbook.</source>
        <translation>Einfacher Gradientenabstieg, wie im Lehrbuch.</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Play&amp;ground</source>
        <translation>Spiel&amp;wiese</translation>
    </message>
    <message>
        <source>Plot of {0} and its derivative</source>
        <translation>Kurve von {0} mit Ableitung</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Points and neurons</source>
        <translation>Punkte und Neuronen</translation>
    </message>
    <message>
        <source>Points in the plane</source>
        <translation>Punkte in der Ebene</translation>
    </message>
    <message>
        <source>Points in the plane · 2 classes</source>
        <translation>Punkte in der Ebene · 2 Klassen</translation>
    </message>
    <message>
        <source>Points in the plane · a hard border</source>
        <translation>Punkte in der Ebene · eine schwierige Grenze</translation>
    </message>
    <message>
        <source>Polynomial</source>
        <translation>Polynomiell</translation>
    </message>
    <message>
        <source>Pool size</source>
        <translation>Pool-Größe</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>Pooling</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Exponent</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Präzision</translation>
    </message>
    <message>
        <source>Precision and recall</source>
        <translation>Präzision und Trefferquote</translation>
    </message>
    <message>
        <source>Precision and recall in one figure, low if either is</source>
        <translation>Präzision und Trefferquote in einer Zahl, niedrig, wenn eine von beiden es ist</translation>
    </message>
    <message>
        <source>Precision and recall in one figure, low if either is; the mean over several classes.</source>
        <translation>Präzision und Trefferquote in einer Zahl, niedrig, wenn eine davon es ist; bei mehreren Klassen das Mittel.</translation>
    </message>
    <message>
        <source>Predict a number</source>
        <translation>Eine Zahl vorhersagen</translation>
    </message>
    <message>
        <source>Predict a number instead</source>
        <translation>Stattdessen eine Zahl vorhersagen</translation>
    </message>
    <message>
        <source>Predict as &amp;well</source>
        <translation>&amp;Ebenfalls vorhersagen</translation>
    </message>
    <message>
        <source>Predict how far diabetes progresses within a year from ten measurements of a patient.</source>
        <translation>Aus zehn Messwerten vorhersagen, wie weit Diabetes innerhalb eines Jahres fortschreitet.</translation>
    </message>
    <message>
        <source>Predict it</source>
        <translation>Vorhersagen</translation>
    </message>
    <message>
        <source>Predict it as well</source>
        <translation>Ebenfalls vorhersagen</translation>
    </message>
    <message>
        <source>Predict numbers</source>
        <translation>Zahlen vorhersagen</translation>
    </message>
    <message>
        <source>Predict several columns</source>
        <translation>Mehrere Spalten vorhersagen</translation>
    </message>
    <message>
        <source>Predict {0} numbers</source>
        <translation>{0} Zahlen vorhersagen</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhergesagt</translation>
    </message>
    <message>
        <source>Predicted against true</source>
        <translation>Vorhergesagt gegen wahr</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Preparing kernels (first run only)</source>
        <translation>Rechenkerne werden vorbereitet (nur beim ersten Lauf)</translation>
    </message>
    <message>
        <source>Preparing…</source>
        <translation>Wird vorbereitet…</translation>
    </message>
    <message>
        <source>Preprocessing is damaged: its columns do not fit {size} features</source>
        <translation>Die Vorverarbeitung ist beschädigt: Ihre Spalten passen nicht zu {size} Merkmalen</translation>
    </message>
    <message>
        <source>Preprocessing is damaged: its order of pixels does not fit samples of {shape}</source>
        <translation>Die Vorverarbeitung ist beschädigt: Ihre Reihenfolge der Pixel passt nicht zu Beispielen der Form {shape}</translation>
    </message>
    <message>
        <source>Preprocessing is damaged: no sample has shape {shape}</source>
        <translation>Die Vorverarbeitung ist beschädigt: Kein Beispiel hat die Form {shape}</translation>
    </message>
    <message>
        <source>Preprocessing is damaged: two targets have the same name</source>
        <translation>Die Vorverarbeitung ist beschädigt: Zwei Zielgrößen haben denselben Namen</translation>
    </message>
    <message>
        <source>Preprocessing is damaged: {cause}</source>
        <translation>Die Vorverarbeitung ist beschädigt: {cause}</translation>
    </message>
    <message>
        <source>Preprocessing is damaged: {count} classes for {task}</source>
        <translation>Die Vorverarbeitung ist beschädigt: {count} Klassen für {task}</translation>
    </message>
    <message>
        <source>Preprocessing of column {name} is damaged</source>
        <translation>Die Vorverarbeitung der Spalte {name} ist beschädigt</translation>
    </message>
    <message>
        <source>Press Train. The dashed lines show what guessing would reach.</source>
        <translation>„Trainieren“ drücken. Die gestrichelten Linien zeigen, was Raten erreichen würde.</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Previous (Shift+Enter)</source>
        <translation>Voriger Treffer (Umschalt+Eingabe)</translation>
    </message>
    <message>
        <source>Pro&amp;blem</source>
        <translation>&amp;Problem</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>Wahrscheinlichkeiten</translation>
    </message>
    <message>
        <source>Probability of</source>
        <translation>Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Probability of {0}</source>
        <translation>Wahrscheinlichkeit von {0}</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Problems ({0})</source>
        <translation>Probleme ({0})</translation>
    </message>
    <message>
        <source>Product of branches: gates</source>
        <translation>Produkt von Zweigen: Gates</translation>
    </message>
    <message>
        <source>Product of what comes in from {0}</source>
        <translation>Produkt dessen, was von {0} kommt</translation>
    </message>
    <message>
        <source>Progress of the comparison</source>
        <translation>Fortschritt des Vergleichs</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>Progress of the measurement</source>
        <translation>Fortschritt der Messung</translation>
    </message>
    <message>
        <source>Progress of the series</source>
        <translation>Fortschritt der Serie</translation>
    </message>
    <message>
        <source>Progress of the test</source>
        <translation>Fortschritt des Tests</translation>
    </message>
    <message>
        <source>Progress of the training</source>
        <translation>Fortschritt des Trainings</translation>
    </message>
    <message>
        <source>Projects and models ({0});;All files (*)</source>
        <translation>Projekte und Modelle ({0});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Projects and models ({0});;NN Studio projects (*{1});;All files (*)</source>
        <translation>Projekte und Modelle ({0});;Projekte von NN Studio (*{1});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Proven: {0}.</source>
        <translation>Nachgewiesen: {0}.</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>PyTorch</source>
        <translation>PyTorch</translation>
    </message>
    <message>
        <source>PyTorch has no {layer} for samples of {shape}</source>
        <translation>In PyTorch gibt es {layer} für Beispiele der Form {shape} nicht</translation>
    </message>
    <message>
        <source>Qt cannot write PNG files here</source>
        <translation>Qt kann hier keine PNG-Dateien schreiben</translation>
    </message>
    <message>
        <source>Qt, which draws the window, cannot be loaded: {cause}</source>
        <translation>Qt zeichnet das Fenster, lässt sich aber nicht laden: {cause}</translation>
    </message>
    <message>
        <source>R&amp;epeat behind itself</source>
        <translation>Dahinter wiederh&amp;olen</translation>
    </message>
    <message>
        <source>RMSprop</source>
        <translation>RMSprop</translation>
    </message>
    <message>
        <source>ROC</source>
        <translation>ROC</translation>
    </message>
    <message>
        <source>Reading samples for the proof</source>
        <translation>Beispiele für den Nachweis werden gelesen</translation>
    </message>
    <message>
        <source>Rows with the same {column} are learned from and held out as well: results will look better than they are</source>
        <translation>Zeilen mit demselben Wert in {column} stehen im Trainingsteil und auch unter den zurückgehaltenen: Die Ergebnisse werden besser aussehen, als sie sind</translation>
    </message>
    <message>
        <source>The exported file does not agree: with {runtime} it answers {count} of {rows} samples otherwise</source>
        <translation>Die exportierte Datei stimmt nicht überein: Mit {runtime} antwortet sie bei {count} von {rows} Beispielen anders</translation>
    </message>
    <message>
        <source>The network has learned from these samples, and is surer of them than of others. Choose it on the validation part.</source>
        <translation>Das Netz hat aus diesen Beispielen gelernt und ist sich bei ihnen sicherer als bei anderen. Am Validierungsteil wählen.</translation>
    </message>
    <message>
        <source>The network needs {missing}, and the data has no such column; it has {found}. Where the values are unknown, an empty column will do</source>
        <translation>Das Netz braucht {missing}, und die Daten haben keine solche Spalte; vorhanden: {found}. Wo die Werte unbekannt sind, genügt eine leere Spalte</translation>
    </message>
    <message>
        <source>The output {name} is probabilities here, where the file has their logarithms</source>
        <translation>Der Ausgang {name} gibt hier Wahrscheinlichkeiten, wo die Datei deren Logarithmen hat</translation>
    </message>
    <message>
        <source>The schedule {schedule} ends with the run: with {now} epochs instead of {before} the learning rate goes on at {rate}, and the result is not that of {now} epochs in one go</source>
        <translation>Der Lernratenplan {schedule} endet mit dem Lauf: Mit {now} statt {before} Epochen geht es bei der Lernrate {rate} weiter, und das Ergebnis ist nicht das von {now} Epochen in einem Zug</translation>
    </message>
    <message>
        <source>The table with a row for each file, itself a CSV or TSV file.</source>
        <translation>Die Tabelle mit einer Zeile für jede Datei, selbst eine CSV- oder TSV-Datei.</translation>
    </message>
    <message>
        <source>There is no validation part to judge the runs by: set data aside for validation, or take folds.</source>
        <translation>Es gibt keinen Validierungsteil, an dem sich die Läufe beurteilen lassen: Daten für die Validierung beiseitelegen oder Kreuzvalidierung wählen.</translation>
    </message>
    <message>
        <source>There is no validation part, and figures of data that was learned from tell nothing: set data aside for validation, or take folds</source>
        <translation>Es gibt keinen Validierungsteil, und Kennzahlen gelernter Daten sagen nichts: Daten für die Validierung beiseitelegen oder Kreuzvalidierung wählen</translation>
    </message>
    <message>
        <source>What a standardised target of zero is in its own unit, or its logarithm.</source>
        <translation>Was eine standardisierte Zielgröße von null in ihrer eigenen Einheit ist, oder deren Logarithmus.</translation>
    </message>
    <message>
        <source>What other seeds say holds for these validation samples; folds try others as well.</source>
        <translation>Was andere Seeds sagen, gilt für diese Validierungsbeispiele; eine Kreuzvalidierung probiert auch andere.</translation>
    </message>
    <message>
        <source>Where the paths of the files begin; nothing outside of it is read.</source>
        <translation>Wo die Pfade der Dateien beginnen; außerhalb davon wird nichts gelesen.</translation>
    </message>
    <message>
        <source>Whether a row or picture that is the same as an earlier one, value by value and with the same answer, is in no part: what was learned by heart is not tested then.</source>
        <translation>Ob in keinen Teil kommt, was Wert für Wert und mit derselben Antwort schon einmal da war, Zeile oder Bild: Auswendig Gelerntes wird dann nicht getestet.</translation>
    </message>
    <message>
        <source>Whether the logarithm is taken first: sign(x) · log(1 + |x|). It helps where few values are very large. Answers of a target come back in its own unit, and estimate its median rather than its mean.</source>
        <translation>Ob zuerst logarithmiert wird: sign(x) · log(1 + |x|). Das hilft, wenn wenige Werte sehr groß sind. Antworten zu einer Zielgröße kommen in deren eigener Einheit zurück und schätzen ihren Median, nicht ihren Mittelwert.</translation>
    </message>
    <message>
        <source>Whether the target was learned as log(1 + y); it is then told as y.</source>
        <translation>Ob die Zielgröße als log(1 + y) gelernt wurde; angegeben wird sie dann als y.</translation>
    </message>
    <message>
        <source>Which run {name}: {names}?</source>
        <translation>Welcher Lauf {name}: {names}?</translation>
    </message>
    <message>
        <source>Whose weights are looked into; the results show the same</source>
        <translation>In wessen Gewichte geschaut wird; die Ergebnisse zeigen dieselben</translation>
    </message>
    <message>
        <source>it holds more than arrays, and nothing was run; save model.state_dict() instead of the model</source>
        <translation>enthält mehr als Arrays, nichts davon wurde ausgeführt; statt des Modells model.state_dict() speichern</translation>
    </message>
    <message>
        <source>it is cut off</source>
        <translation>sie ist abgeschnitten</translation>
    </message>
    <message>
        <source>it is not in the folder of the files</source>
        <translation>liegt nicht im Ordner der Dateien</translation>
    </message>
    <message>
        <source>it makes an image with its channels first of a row that no Dense layer gives for it alone</source>
        <translation>macht ein Bild mit den Kanälen zuerst aus einer Zeile, die keine Dense-Schicht nur dafür liefert</translation>
    </message>
    <message>
        <source>its weights are damaged: {key} is {value}</source>
        <translation>die Gewichte sind beschädigt: {key} ist {value}</translation>
    </message>
    <message>
        <source>its weights are in another file, {other}; the only one that is read is {wanted} in the same folder; put it there, or save the weights inside the model</source>
        <translation>die Gewichte liegen in einer anderen Datei, {other}; gelesen wird nur {wanted} im selben Ordner; legen Sie sie dorthin, oder speichern Sie die Gewichte im Modell selbst</translation>
    </message>
    <message>
        <source>names the recordings</source>
        <translation>nennt die Aufzeichnungen</translation>
    </message>
    <message>
        <source>no data was kept aside for it</source>
        <translation>es wurden keine Daten dafür beiseitegelegt</translation>
    </message>
    <message>
        <source>no file is named</source>
        <translation>keine Datei ist genannt</translation>
    </message>
    <message>
        <source>no samples</source>
        <translation>keine Beispiele</translation>
    </message>
    <message>
        <source>not the same samples judged them</source>
        <translation>sie wurden an verschiedenen Beispielen beurteilt</translation>
    </message>
    <message>
        <source>permission denied, or it is open in another program</source>
        <translation>keine Berechtigung, oder sie ist in einem anderen Programm geöffnet</translation>
    </message>
    <message>
        <source>the answer</source>
        <translation>der Antwort</translation>
    </message>
    <message>
        <source>{file} is not text in UTF-8</source>
        <translation>{file} ist kein Text in UTF-8</translation>
    </message>
    <message>
        <source>Raises the learning rate to its full size, then lowers it to almost nothing.</source>
        <translation>Hebt die Lernrate auf ihre volle Größe und senkt sie dann auf fast nichts.</translation>
    </message>
    <message>
        <source>&amp;Answers</source>
        <translation>&amp;Beantwortet</translation>
    </message>
    <message>
        <source>--alike names a column of a table, or is `--alike class` for a folder of images or recordings: {data} is neither</source>
        <translation>--alike nennt eine Spalte einer Tabelle oder heißt bei einem Ordner mit Bildern oder Aufzeichnungen `--alike class`: {data} ist weder das eine noch das andere</translation>
    </message>
    <message>
        <source>--class-weights: {loss} over this data has no classes to weigh</source>
        <translation>--class-weights: {loss} mit diesen Daten hat keine Klassen zu gewichten</translation>
    </message>
    <message>
        <source>--data -: there is no standard input</source>
        <translation>--data -: es gibt keine Standardeingabe</translation>
    </message>
    <message>
        <source>--earlier is for tables: {data} is none</source>
        <translation>--earlier ist für Tabellen: {data} ist keine</translation>
    </message>
    <message>
        <source>--folder is for tables that name pictures or recordings: {data} is none</source>
        <translation>--folder ist für Tabellen, die Bilder oder Aufzeichnungen nennen: {data} ist keine</translation>
    </message>
    <message>
        <source>--ignore, --split and --split-by are for tables: {data} is none</source>
        <translation>--ignore, --split und --split-by sind für Tabellen: {data} ist keine</translation>
    </message>
    <message>
        <source>--ignore, --split and --split-by need a table: --data FILE</source>
        <translation>--ignore, --split und --split-by brauchen eine Tabelle: --data FILE</translation>
    </message>
    <message>
        <source>--missing is for tables: {data} is none</source>
        <translation>--missing gilt für Tabellen: {data} ist keine</translation>
    </message>
    <message>
        <source>--missing {given}: name a number, as in --missing -999 or --missing load=-999</source>
        <translation>--missing {given}: nennen Sie eine Zahl, wie in --missing -999 oder --missing load=-999</translation>
    </message>
    <message>
        <source>--target needs the name of a column each time, and one is empty</source>
        <translation>--target braucht jedes Mal den Namen einer Spalte, und einer ist leer</translation>
    </message>
    <message>
        <source>--with is for tables that name pictures: {data} is none</source>
        <translation>--with ist für Tabellen, die Bilder nennen: {data} ist keine</translation>
    </message>
    <message>
        <source>--{option} is for recordings in files: {data} is none</source>
        <translation>--{option} ist für Aufzeichnungen in Dateien da: {data} hat keine</translation>
    </message>
    <message>
        <source>--{option} needs recordings: --data FOLDER</source>
        <translation>--{option} braucht Aufzeichnungen: --data FOLDER</translation>
    </message>
    <message>
        <source>0 if z &lt; −3, 1 if z &gt; 3, else z / 3 + ½</source>
        <translation>0 für z &lt; −3, 1 für z &gt; 3, sonst z / 3 + ½</translation>
    </message>
    <message>
        <source>1 feature from a column</source>
        <translation>1 Merkmal aus einer Spalte</translation>
    </message>
    <message>
        <source>1 group</source>
        <translation>1 Gruppe</translation>
    </message>
    <message>
        <source>1 if 0 &lt; z &lt; 6, else 0</source>
        <translation>1 für 0 &lt; z &lt; 6, sonst 0</translation>
    </message>
    <message>
        <source>A ReLU that stops at 6; usual in MobileNet and where numbers are to have few bits.</source>
        <translation>Ein ReLU, das bei 6 aufhört; üblich in MobileNet und wo Zahlen wenige Bits haben sollen.</translation>
    </message>
    <message>
        <source>A SiLU without an exponential, usual in MobileNetV3; quick on small devices.</source>
        <translation>Ein SiLU ohne Exponentialfunktion, üblich in MobileNetV3; schnell auf kleinen Geräten.</translation>
    </message>
    <message>
        <source>A larger image</source>
        <translation>Ein größeres Bild</translation>
    </message>
    <message>
        <source>A name for the file is missing: -o FILE</source>
        <translation>Ein Name für die Datei fehlt: -o FILE</translation>
    </message>
    <message>
        <source>A recording, and under it what the network made of it</source>
        <translation>Eine Aufzeichnung, und darunter, was das Netz daraus gemacht hat</translation>
    </message>
    <message>
        <source>A row that repeats the names of the columns is left out, as where files were put together; it is line {line}</source>
        <translation>Eine Zeile, die die Namen der Spalten wiederholt, wird weggelassen, wie sie beim Aneinanderhängen von Dateien entsteht; es ist Zeile {line}</translation>
    </message>
    <message>
        <source>A sound, values as text or an array, or a table that names recordings</source>
        <translation>Ein Ton, Werte als Text oder Array, oder eine Tabelle, die Aufzeichnungen nennt</translation>
    </message>
    <message>
        <source>A table, images, recordings or arrays: choose a file, or drop it here</source>
        <translation>Eine Tabelle, Bilder, Aufzeichnungen oder Arrays: eine Datei wählen oder hier ablegen</translation>
    </message>
    <message>
        <source>Add an Input for the columns</source>
        <translation>Einen Input für die Spalten hinzufügen</translation>
    </message>
    <message>
        <source>Add an output for {targets}</source>
        <translation>Eine Ausgabe für {targets} hinzufügen</translation>
    </message>
    <message>
        <source>Add {n} outputs for {targets}</source>
        <translation>{n} Ausgaben für {targets} hinzufügen</translation>
    </message>
    <message>
        <source>All outputs: {0}</source>
        <translation>Alle Ausgaben: {0}</translation>
    </message>
    <message>
        <source>An autoencoder gives back pictures or rows, not both: learn from the pictures alone</source>
        <translation>Ein Autoencoder gibt Bilder oder Zeilen wieder, nicht beides: nur aus den Bildern lernen</translation>
    </message>
    <message>
        <source>An image, or a table that names images and has these columns</source>
        <translation>Ein Bild oder eine Tabelle, die Bilder nennt und diese Spalten hat</translation>
    </message>
    <message>
        <source>Another output could answer it, too: it then answers what is left</source>
        <translation>Auch eine andere Ausgabe könnte es beantworten: Sie beantwortet dann, was übrig bleibt</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Bands</source>
        <translation>Bänder</translation>
    </message>
    <message>
        <source>Bands of frequencies of a spectrogram: its height as a picture.</source>
        <translation>Frequenzbänder eines Spektrogramms: seine Höhe als Bild.</translation>
    </message>
    <message>
        <source>Best epoch {0}: {1}.</source>
        <translation>Beste Epoche {0}: {1}.</translation>
    </message>
    <message>
        <source>Best epoch {0}: {1}; guessing would reach {2}.</source>
        <translation>Beste Epoche {0}: {1}; Raten käme auf {2}.</translation>
    </message>
    <message>
        <source>Change the loss of “{0}”</source>
        <translation>Den Verlust von „{0}“ ändern</translation>
    </message>
    <message>
        <source>Channels are taken in the order of the columns, but in {count} of {all} recordings they are called otherwise; first in {file}: {found} in place of {expected}</source>
        <translation>Kanäle werden in der Reihenfolge der Spalten genommen, aber in {count} von {all} Aufzeichnungen heißen sie anders; zuerst in {file}: {found} statt {expected}</translation>
    </message>
    <message>
        <source>Channels are taken in the order of the columns, but those of the training were called otherwise: {found} in place of {expected}</source>
        <translation>Kanäle werden in der Reihenfolge der Spalten genommen, aber im Training hießen sie anders: {found} statt {expected}</translation>
    </message>
    <message>
        <source>Channels: {names}</source>
        <translation>Kanäle: {names}</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Coloured pixels move the answer “{0}” most; columns pull towards it (right) or away from it (left):</source>
        <translation>Farbige Pixel bewegen die Antwort „{0}“ am stärksten; Spalten ziehen zu ihr hin (rechts) oder von ihr weg (links):</translation>
    </message>
    <message>
        <source>Coloured pixels move {0} most; columns pull it up (right) or down (left):</source>
        <translation>Farbige Pixel bewegen {0} am stärksten; Spalten ziehen nach oben (rechts) oder unten (links):</translation>
    </message>
    <message>
        <source>Column {column}: a cell that is no date counts as missing, {cell} on line {line}</source>
        <translation>Spalte {column}: Eine Zelle, die kein Datum ist, gilt als fehlend: {cell} in Zeile {line}</translation>
    </message>
    <message>
        <source>Column {column}: {cell} is read as {date}</source>
        <translation>Spalte {column}: {cell} wird als {date} gelesen</translation>
    </message>
    <message>
        <source>Column {column}: {cell} is read as {date}; years of two digits are those from 1969 to 2029</source>
        <translation>Spalte {column}: {cell} wird als {date} gelesen; zweistellige Jahre sind die von 1969 bis 2029</translation>
    </message>
    <message>
        <source>Column {column}: {count} cells that are no date count as missing, the first is {cell} on line {line}</source>
        <translation>Spalte {column}: {count} Zellen, die kein Datum sind, gelten als fehlend; die erste ist {cell} in Zeile {line}</translation>
    </message>
    <message>
        <source>Columns are learned from together with pictures only: leave {columns} out</source>
        <translation>Aus Spalten wird nur zusammen mit Bildern gelernt: lassen Sie {columns} aus</translation>
    </message>
    <message>
        <source>Count {value} as missing</source>
        <translation>{value} als fehlend zählen</translation>
    </message>
    <message>
        <source>Count {value} as missing in {n} columns</source>
        <translation>{value} in {n} Spalten als fehlend zählen</translation>
    </message>
    <message>
        <source>Counts as missing</source>
        <translation>Zählt als fehlend</translation>
    </message>
    <message>
        <source>Do not predict {targets}</source>
        <translation>{targets} nicht vorhersagen</translation>
    </message>
    <message>
        <source>Drop a recording here, or a folder or a table of recordings.</source>
        <translation>Hier eine Aufzeichnung ablegen oder einen Ordner oder eine Tabelle mit Aufzeichnungen.</translation>
    </message>
    <message>
        <source>Drop an image here: it is answered with the values beside it. Or a table that names images and has these columns.</source>
        <translation>Hier ein Bild ablegen: Es wird mit den Werten daneben beantwortet. Oder eine Tabelle, die Bilder nennt und diese Spalten hat.</translation>
    </message>
    <message>
        <source>Each channel by itself</source>
        <translation>Jeder Kanal für sich</translation>
    </message>
    <message>
        <source>Each of the columns {columns} is left out: {reason}</source>
        <translation>Jede der Spalten {columns} wird weggelassen: {reason}</translation>
    </message>
    <message>
        <source>Each row sees {columns} of the row before, {order}</source>
        <translation>Jede Zeile sieht {columns} der Zeile davor, {order}</translation>
    </message>
    <message>
        <source>Each row sees {columns} of the row {ahead} before it, {order}</source>
        <translation>Jede Zeile sieht {columns} der Zeile, die {ahead} vor ihr steht, {order}</translation>
    </message>
    <message>
        <source>Each row sees {columns} of the {n} rows before, {order}</source>
        <translation>Jede Zeile sieht {columns} der {n} Zeilen davor, {order}</translation>
    </message>
    <message>
        <source>Each row sees {columns} of {n} rows, the newest {ahead} before it, {order}</source>
        <translation>Jede Zeile sieht {columns} von {n} Zeilen, die neueste {ahead} vor ihr, {order}</translation>
    </message>
    <message>
        <source>Earlier rows</source>
        <translation>Frühere Zeilen</translation>
    </message>
    <message>
        <source>Evens out groups of channels</source>
        <translation>Normalisiert Gruppen von Kanälen</translation>
    </message>
    <message>
        <source>Fewer than {least} recordings of {classes}: too few to learn from, and to test</source>
        <translation>Weniger als {least} Aufzeichnungen von {classes}: zu wenig zum Lernen und zum Testen</translation>
    </message>
    <message>
        <source>Follow the order of {column}</source>
        <translation>Der Reihenfolge von {column} folgen</translation>
    </message>
    <message>
        <source>GroupNorm</source>
        <translation>GroupNorm</translation>
    </message>
    <message>
        <source>How many rows ahead is predicted: the newest row that the network sees stands so many before.</source>
        <translation>Wie viele Zeilen voraus vorhergesagt wird: Die neueste Zeile, die das Netz sieht, steht so viele davor.</translation>
    </message>
    <message>
        <source>How many rows before each one the network sees as well, where rows follow one another as in a log or a time series.</source>
        <translation>Wie viele Zeilen vor jeder das Netz auch sieht, wo Zeilen aufeinander folgen wie in einem Protokoll oder einer Zeitreihe.</translation>
    </message>
    <message>
        <source>How many times as large the image becomes, down and across.</source>
        <translation>Wievielmal so groß das Bild wird, nach unten und zur Seite.</translation>
    </message>
    <message>
        <source>How much the loss of this output counts in the sum of all.</source>
        <translation>Wie viel der Verlust dieser Ausgabe in der Summe aller zählt.</translation>
    </message>
    <message>
        <source>Hz</source>
        <translation>Hz</translation>
    </message>
    <message>
        <source>In the order of</source>
        <translation>In der Reihenfolge von</translation>
    </message>
    <message>
        <source>In their order</source>
        <translation>In ihrer Reihenfolge</translation>
    </message>
    <message>
        <source>Insert Dropout behind {layer}</source>
        <translation>Dropout hinter {layer} einfügen</translation>
    </message>
    <message>
        <source>Into how many groups of neighbouring channels; as many as there are channels even out each on its own.</source>
        <translation>In wie viele Gruppen benachbarter Kanäle; so viele, wie es Kanäle gibt, gleichen jeden für sich aus.</translation>
    </message>
    <message>
        <source>It is stretched or squeezed to the length.</source>
        <translation>Sie wird auf die Länge gedehnt oder gestaucht.</translation>
    </message>
    <message>
        <source>Its values along time, for layers that look along a sequence.</source>
        <translation>Ihre Werte entlang der Zeit, für Schichten, die eine Folge entlangsehen.</translation>
    </message>
    <message>
        <source>Learn from all rows</source>
        <translation>Aus allen Zeilen lernen</translation>
    </message>
    <message>
        <source>Learn from all samples</source>
        <translation>Aus allen Beispielen lernen</translation>
    </message>
    <message>
        <source>Learn from the columns of the table, and not from the files that it names</source>
        <translation>Aus den Spalten der Tabelle lernen und nicht aus den Dateien, die sie nennt</translation>
    </message>
    <message>
        <source>Learn from the pictures alone</source>
        <translation>Nur aus den Bildern lernen</translation>
    </message>
    <message>
        <source>Leave these rows out</source>
        <translation>Diese Zeilen weglassen</translation>
    </message>
    <message>
        <source>Leave this row out</source>
        <translation>Diese Zeile weglassen</translation>
    </message>
    <message>
        <source>Let all losses count 1</source>
        <translation>Alle Verluste 1 zählen lassen</translation>
    </message>
    <message>
        <source>Let its loss count 1</source>
        <translation>Ihren Verlust 1 zählen lassen</translation>
    </message>
    <message>
        <source>Let the Inputs take {picture} and {features}</source>
        <translation>Die Inputs {picture} und {features} nehmen lassen</translation>
    </message>
    <message>
        <source>Let {0} answer “{1}”</source>
        <translation>{0} „{1}“ beantworten lassen</translation>
    </message>
    <message>
        <source>Line {line} is not written in UTF-8 as others are: such letters are read as cp1252</source>
        <translation>Zeile {line} ist nicht wie andere in UTF-8 geschrieben: solche Buchstaben werden als cp1252 gelesen</translation>
    </message>
    <message>
        <source>Look at the data…</source>
        <translation>Daten ansehen…</translation>
    </message>
    <message>
        <source>Loss counts</source>
        <translation>Verlust zählt</translation>
    </message>
    <message>
        <source>Loss of “{0}”</source>
        <translation>Verlust von „{0}“</translation>
    </message>
    <message>
        <source>Mean absolute error of always answering the newest earlier value that is seen</source>
        <translation>Mittlerer absoluter Fehler, wenn immer mit dem neuesten früheren Wert geantwortet wird, der gesehen wird</translation>
    </message>
    <message>
        <source>Measured by the mean and variance of its group of channels in this sample</source>
        <translation>Gemessen an Mittel und Varianz seiner Gruppe von Kanälen in diesem Beispiel</translation>
    </message>
    <message>
        <source>Merged cells count in each of their rows: {names}</source>
        <translation>Verbundene Zellen zählen in jeder ihrer Zeilen: {names}</translation>
    </message>
    <message>
        <source>Ne&amp;xt part of the window</source>
        <translation>&amp;Nächster Teil des Fensters</translation>
    </message>
    <message>
        <source>No recording to learn from is of {classes}: the network will answer none of its recordings right</source>
        <translation>Keine Aufzeichnung zum Lernen gehört zu {classes}: Das Netz wird deren Aufzeichnungen nie richtig beantworten</translation>
    </message>
    <message>
        <source>Nothing is learned about {target}: the loss of this output counts 0</source>
        <translation>Über {target} wird nichts gelernt: der Verlust dieser Ausgabe zählt 0</translation>
    </message>
    <message>
        <source>Numbers that stand for no value in this column, such as -999; -9999: their cells count as empty, in new rows and exports as well.</source>
        <translation>Zahlen, die in dieser Spalte für keinen Wert stehen, etwa -999; -9999: Ihre Zellen zählen als leer, auch in neuen Zeilen und in Exporten.</translation>
    </message>
    <message>
        <source>Of a file with several pages the first is used; {file} has {count}</source>
        <translation>Von einer Datei mit mehreren Seiten wird die erste benutzt; {file} hat {count}</translation>
    </message>
    <message>
        <source>One network, three answers</source>
        <translation>Ein Netz, drei Antworten</translation>
    </message>
    <message>
        <source>Only the recordings are learned from; left out: {columns}</source>
        <translation>Gelernt wird nur aus den Aufzeichnungen; weggelassen: {columns}</translation>
    </message>
    <message>
        <source>Open a folder that has a sub-folder of images or recordings for each class</source>
        <translation>Einen Ordner öffnen, der für jede Klasse einen Unterordner mit Bildern oder Aufzeichnungen hat</translation>
    </message>
    <message>
        <source>Other lengths</source>
        <translation>Andere Längen</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>Zeitverlauf</translation>
    </message>
    <message>
        <source>Overfitting since epoch {since}: the validation loss rises, on average from {low:.3g} to {last:.3g}, while the training loss falls</source>
        <translation>Überanpassung seit Epoche {since}: Der Validierungsverlust steigt, im Mittel von {low:.3g} auf {last:.3g}, während der Trainingsverlust fällt</translation>
    </message>
    <message>
        <source>Palmer penguins, three answers</source>
        <translation>Palmer-Pinguine, drei Antworten</translation>
    </message>
    <message>
        <source>Part of the window &amp;before</source>
        <translation>&amp;Voriger Teil des Fensters</translation>
    </message>
    <message>
        <source>Penguins · species, sex and body mass</source>
        <translation>Pinguine · Art, Geschlecht und Gewicht</translation>
    </message>
    <message>
        <source>Pictures are dealt out whole.</source>
        <translation>Bilder werden als Ganzes verteilt.</translation>
    </message>
    <message>
        <source>Predict several columns at once: numbers, classes, or columns with two values such as yes and no</source>
        <translation>Mehrere Spalten zugleich vorhersagen: Zahlen, Klassen oder Spalten mit zwei Werten wie Ja und Nein</translation>
    </message>
    <message>
        <source>Predict {targets} alone</source>
        <translation>Nur {targets} vorhersagen</translation>
    </message>
    <message>
        <source>Preprocessing is damaged: its spectrograms do not fit samples of {shape}</source>
        <translation>Die Vorverarbeitung ist beschädigt: Ihre Spektrogramme passen nicht zu Beispielen der Form {shape}</translation>
    </message>
    <message>
        <source>Preprocessing is damaged: {count} outputs, and there may be {most}</source>
        <translation>Die Vorverarbeitung ist beschädigt: {count} Ausgaben, und {most} dürfen es sein</translation>
    </message>
    <message>
        <source>Preprocessing is damaged: {rows} earlier rows</source>
        <translation>Die Vorverarbeitung ist beschädigt: {rows} frühere Zeilen</translation>
    </message>
    <message>
        <source>Probabilities of “{0}”</source>
        <translation>Wahrscheinlichkeiten für „{0}“</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>Zufällig</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>Um&amp;benennen</translation>
    </message>
    <message>
        <source>Re&amp;place with…</source>
        <translation>Ersetzen &amp;durch…</translation>
    </message>
    <message>
        <source>Read &amp;only the table</source>
        <translation>Nur die Tabelle le&amp;sen</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>Read as numbers: {columns}</source>
        <translation>Als Zahlen gelesen: {columns}</translation>
    </message>
    <message>
        <source>Read as thousands</source>
        <translation>Als Tausender lesen</translation>
    </message>
    <message>
        <source>Read as {encoding}; if letters look wrong, choose another encoding</source>
        <translation>Gelesen als {encoding}; wenn Buchstaben falsch aussehen, eine andere Kodierung wählen</translation>
    </message>
    <message>
        <source>Read from {source}: {layers}, {parameters}</source>
        <translation>Aus {source} gelesen: {layers}, {parameters}</translation>
    </message>
    <message>
        <source>Read handwritten digits from images of 8×8 pixels.</source>
        <translation>Handgeschriebene Ziffern aus Bildern von 8×8 Pixeln lesen.</translation>
    </message>
    <message>
        <source>Read it</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Read {column} as categories</source>
        <translation>{column} als Kategorien lesen</translation>
    </message>
    <message>
        <source>Readable source of an nn.Module, with its weights beside it</source>
        <translation>Lesbarer Quelltext eines nn.Module, mit seinen Gewichten daneben</translation>
    </message>
    <message>
        <source>Readable source that builds the network, with its weights beside it</source>
        <translation>Lesbarer Quelltext, der das Netz aufbaut, mit den Gewichten daneben</translation>
    </message>
    <message>
        <source>Reading {0}…</source>
        <translation>{0} wird gelesen…</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Trefferquote</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Receptive field</source>
        <translation>Rezeptives Feld</translation>
    </message>
    <message>
        <source>Receptive field: the part of the input that one value of the selected layer depends on</source>
        <translation>Rezeptives Feld: der Teil der Eingabe, von dem ein Wert der gewählten Schicht abhängt</translation>
    </message>
    <message>
        <source>Receptive field: {0}</source>
        <translation>Rezeptives Feld: {0}</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufzeichnungen</translation>
    </message>
    <message>
        <source>Recordings are not kept in the project file: send their folder along</source>
        <translation>Aufzeichnungen werden nicht in der Projektdatei behalten: ihren Ordner mitschicken</translation>
    </message>
    <message>
        <source>Recordings beside the images are left out: {count}</source>
        <translation>Aufzeichnungen neben den Bildern werden weggelassen: {count}</translation>
    </message>
    <message>
        <source>Recordings of {least} to {most} values are brought to {length}</source>
        <translation>Aufzeichnungen mit {least} bis {most} Werten werden auf {length} gebracht</translation>
    </message>
    <message>
        <source>Recordings of {least} values are brought to {length}</source>
        <translation>Aufzeichnungen mit {least} Werten werden auf {length} gebracht</translation>
    </message>
    <message>
        <source>Recordings outside of the sub-folders have no class and are left out: {count}</source>
        <translation>Aufzeichnungen außerhalb der Unterordner haben keine Klasse und werden weggelassen: {count}</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Red, green and blue for each pixel.</source>
        <translation>Rot, Grün und Blau für jedes Pixel.</translation>
    </message>
    <message>
        <source>Regularisation</source>
        <translation>Regularisierung</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>Remarks ({0})</source>
        <translation>Hinweise ({0})</translation>
    </message>
    <message>
        <source>Remove the chosen runs from the list (Delete)</source>
        <translation>Die gewählten Läufe aus der Liste entfernen (Entf)</translation>
    </message>
    <message>
        <source>Remove {layer}</source>
        <translation>{layer} entfernen</translation>
    </message>
    <message>
        <source>Remove {n} layers that lead nowhere</source>
        <translation>{n} Schichten entfernen, die nirgendwohin führen</translation>
    </message>
    <message>
        <source>Rename {0}</source>
        <translation>{0} umbenennen</translation>
    </message>
    <message>
        <source>Repeat {0}</source>
        <translation>{0} wiederholen</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Replace {0} by</source>
        <translation>{0} ersetzen durch</translation>
    </message>
    <message>
        <source>Replace {0} by {1}</source>
        <translation>{0} durch {1} ersetzen</translation>
    </message>
    <message>
        <source>Replaces the wire from {0}</source>
        <translation>Ersetzt die Verbindung von {0}</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>Reset to {0}</source>
        <translation>Zurücksetzen auf: {0}</translation>
    </message>
    <message>
        <source>Reset {0}</source>
        <translation>{0} zurücksetzen</translation>
    </message>
    <message>
        <source>Reshape</source>
        <translation>Reshape</translation>
    </message>
    <message>
        <source>Reshape cannot make {new} = {want} values of {old} = {have} values</source>
        <translation>Reshape kann nicht {new} = {want} Werte aus {old} = {have} Werten machen</translation>
    </message>
    <message>
        <source>Reshape gives a sample at most {most} axes (an image has 3); {old} cannot become {n} axes</source>
        <translation>Reshape gibt einem Beispiel höchstens {most} Achsen (ein Bild hat 3); {old} kann nicht zu {n} Achsen werden</translation>
    </message>
    <message>
        <source>Reshape needs at least one number in its shape; {old} are {count} values</source>
        <translation>Reshape braucht mindestens eine Zahl in seiner Form; {old} sind {count} Werte</translation>
    </message>
    <message>
        <source>Reshape to {0}</source>
        <translation>Reshape auf {0}</translation>
    </message>
    <message>
        <source>Residual network</source>
        <translation>Residualnetz</translation>
    </message>
    <message>
        <source>Residuals</source>
        <translation>Residuen</translation>
    </message>
    <message>
        <source>Residuals against predicted</source>
        <translation>Residuen gegen vorhergesagt</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Auflösung</translation>
    </message>
    <message>
        <source>Restart the computer; if that does not help, install the newest driver from https://www.nvidia.com/drivers</source>
        <translation>Den Rechner neu starten; hilft das nicht, den neuesten Treiber von https://www.nvidia.com/drivers installieren</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Restore {0}</source>
        <translation>{0} wiederherstellen</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Results now judges {0}. Drawing and weights of the project stay as they are.</source>
        <translation>Unter Ergebnisse wird jetzt {0} beurteilt. Zeichnung und Gewichte des Projekts bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Results say how good the trained network is. Then export it: as code, as ONNX, or as plain weights. That was all: press Train and try it. Lessons in the Help menu show how it works.</source>
        <translation>Die Ergebnisse sagen, wie gut das trainierte Netz ist. Dann kommt der Export: als Code, als ONNX oder nur die Gewichte. Das war alles: auf Trainieren klicken und ausprobieren. Lektionen im Menü Hilfe zeigen, wie es funktioniert.</translation>
    </message>
    <message>
        <source>Rho</source>
        <translation>Rho</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>Right side</source>
        <translation>Rechte Seite</translation>
    </message>
    <message>
        <source>Rings join places of the same cost J, as on a map; the cross is the lowest place. The path begins at the empty dot, one step after the other. Change Learning rate and Epochs at the right, in Training.</source>
        <translation>Ringe verbinden Orte gleicher Kosten J, wie auf einer Landkarte; das Kreuz ist der tiefste Ort. Der Weg beginnt am leeren Punkt und geht Schritt für Schritt weiter. Lernrate und Epochen lassen sich rechts ändern, unter Training.</translation>
    </message>
    <message>
        <source>Rise</source>
        <translation>Anstieg</translation>
    </message>
    <message>
        <source>Root mean squared error</source>
        <translation>Wurzel des mittleren quadratischen Fehlers</translation>
    </message>
    <message>
        <source>Rotate</source>
        <translation>Drehen</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Row {0}</source>
        <translation>Zeile {0}</translation>
    </message>
    <message>
        <source>Row {0} ({1})</source>
        <translation>Zeile {0} ({1})</translation>
    </message>
    <message>
        <source>Row {row}: {feature} is missing or too large for a network; scale or correct it</source>
        <translation>Zeile {row}: {feature} fehlt oder ist für ein Netz zu groß; skalieren oder berichtigen</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Rows ahead</source>
        <translation>Zeilen voraus</translation>
    </message>
    <message>
        <source>Rows do not stand in the order of {column}, but see those above them: these may be of any time</source>
        <translation>Zeilen stehen nicht in der Reihenfolge von {column}, sehen aber die über ihnen: Die können von irgendwann sein</translation>
    </message>
    <message>
        <source>Rows in files of their o&amp;wn</source>
        <translation>&amp;Zeilen aus eigenen Dateien</translation>
    </message>
    <message>
        <source>Rows in the order of time ({column}) are divided by lot: results may look better than on days to come</source>
        <translation>Zeitlich geordnete Zeilen ({column}) werden zufällig aufgeteilt: Die Ergebnisse sehen vielleicht besser aus als an künftigen Tagen</translation>
    </message>
    <message>
        <source>Rows in the order of {column} are mostly {usual} apart, but once {longest}: those behind the gap see those before it as if nothing lay between</source>
        <translation>Zwischen Zeilen in der Reihenfolge von {column} liegen meist {usual}, einmal aber {longest}: Die hinter der Lücke sehen die davor, als läge nichts dazwischen</translation>
    </message>
    <message>
        <source>Rows in the order of {column} are mostly {usual} apart, but {n} times longer, up to {longest}: those behind a gap see those before it as if nothing lay between</source>
        <translation>Zwischen Zeilen in der Reihenfolge von {column} liegen meist {usual}, {n}-mal aber mehr, bis zu {longest}: Die hinter einer Lücke sehen die davor, als läge nichts dazwischen</translation>
    </message>
    <message>
        <source>Rows of numbers have no picture to show: each number is a little off.</source>
        <translation>Zeilen aus Zahlen lassen sich nicht als Bild zeigen: Jede Zahl weicht ein wenig ab.</translation>
    </message>
    <message>
        <source>Rows of numbers have no picture to show: in every epoch, each number is a little off.</source>
        <translation>Zeilen aus Zahlen lassen sich nicht als Bild zeigen: In jeder Epoche weicht jede Zahl ein wenig ab.</translation>
    </message>
    <message>
        <source>Rows of zeros above and below, columns left and right; only with explicit padding.</source>
        <translation>Zeilen von Nullen oben und unten, Spalten links und rechts; nur mit Padding explicit.</translation>
    </message>
    <message>
        <source>Rows of zeros above the picture.</source>
        <translation>Zeilen von Nullen über dem Bild.</translation>
    </message>
    <message>
        <source>Rows of zeros below the picture.</source>
        <translation>Zeilen von Nullen unter dem Bild.</translation>
    </message>
    <message>
        <source>Rows see those before them and are divided by lot: what is held out is partly known from training, and results may look better than on rows to come. A column with the time, or the number, of each row can divide them</source>
        <translation>Zeilen sehen die vor ihnen und sind nach dem Los aufgeteilt: Was zurückgehalten wird, ist aus dem Training zum Teil bekannt, und Ergebnisse können besser aussehen als bei künftigen Zeilen. Eine Spalte mit der Zeit oder der Nummer jeder Zeile kann sie aufteilen</translation>
    </message>
    <message>
        <source>Rows: truth, columns: answer</source>
        <translation>Zeilen: Wahrheit, Spalten: Antwort</translation>
    </message>
    <message>
        <source>Rows: truth, columns: answer, in % of the row</source>
        <translation>Zeilen: Wahrheit, Spalten: Antwort, in % der Zeile</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Nochmals laufen lassen</translation>
    </message>
    <message>
        <source>Run {0}</source>
        <translation>Lauf {0}</translation>
    </message>
    <message>
        <source>Run {0} of {1}</source>
        <translation>Lauf {0} von {1}</translation>
    </message>
    <message>
        <source>Run {0} of {1} · about {2} left</source>
        <translation>Lauf {0} von {1} · noch etwa {2}</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Runs on one scale</source>
        <translation>Läufe auf einer Skala</translation>
    </message>
    <message>
        <source>R²</source>
        <translation>R²</translation>
    </message>
    <message>
        <source>R² {0}</source>
        <translation>R² {0}</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>Sto&amp;ppen</translation>
    </message>
    <message>
        <source>SGD</source>
        <translation>SGD</translation>
    </message>
    <message>
        <source>SVG, to edit and for the web</source>
        <translation>SVG, zum Bearbeiten und fürs Web</translation>
    </message>
    <message>
        <source>Same share of each class</source>
        <translation>Gleicher Anteil jeder Klasse</translation>
    </message>
    <message>
        <source>Same values, another shape</source>
        <translation>Dieselben Werte in anderer Form</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Sample before</source>
        <translation>Voriges Beispiel</translation>
    </message>
    <message>
        <source>Sample {0}</source>
        <translation>Beispiel {0}</translation>
    </message>
    <message>
        <source>Sample {0} ({1})</source>
        <translation>Beispiel {0} ({1})</translation>
    </message>
    <message>
        <source>Sample {0} of {1}</source>
        <translation>Beispiel {0} von {1}</translation>
    </message>
    <message>
        <source>Sample {row}{where} holds a value that is missing, infinite or too large for {dtype}; fill or drop missing values first</source>
        <translation>Beispiel {row}{where} enthält einen Wert, der fehlt, unendlich oder zu groß für {dtype} ist; fehlende Werte erst auffüllen oder weglassen</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Samples enter at an Input: it cannot follow itself</source>
        <translation>Beispiele treten bei einem Input ein: Er kann nicht auf sich selbst folgen</translation>
    </message>
    <message>
        <source>Samples enter the network at an Input: no other layer can take its place</source>
        <translation>Beispiele treten bei einem Input in das Netz ein: Keine andere Schicht kann ihn ersetzen</translation>
    </message>
    <message>
        <source>Samples of {length} × {channels} are sequences of {channels} channels</source>
        <translation>Beispiele von {length} × {channels} sind Folgen mit {channels} Kanälen</translation>
    </message>
    <message>
        <source>Samples per second</source>
        <translation>Beispiele pro Sekunde</translation>
    </message>
    <message>
        <source>Samples that share one step downhill.</source>
        <translation>Beispiele, die sich einen Schritt bergab teilen.</translation>
    </message>
    <message>
        <source>Samples to choose from</source>
        <translation>Beispiele zur Auswahl</translation>
    </message>
    <message>
        <source>Samples{where} must be numbers, not {dtype}</source>
        <translation>Beispiele{where} müssen Zahlen sein, nicht {dtype}</translation>
    </message>
    <message>
        <source>Sampling rate</source>
        <translation>Abtastrate</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>Speichern &amp;unter…</translation>
    </message>
    <message>
        <source>Save all as CSV…</source>
        <translation>Alle als CSV speichern…</translation>
    </message>
    <message>
        <source>Save as CS&amp;V…</source>
        <translation>Als CS&amp;V speichern…</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV speichern…</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter…</translation>
    </message>
    <message>
        <source>Save curves</source>
        <translation>Kurven speichern</translation>
    </message>
    <message>
        <source>Save figures</source>
        <translation>Abbildungen speichern</translation>
    </message>
    <message>
        <source>Save run card</source>
        <translation>Laufkarte speichern</translation>
    </message>
    <message>
        <source>Save run card…</source>
        <translation>Laufkarte speichern…</translation>
    </message>
    <message>
        <source>Save series</source>
        <translation>Serie speichern</translation>
    </message>
    <message>
        <source>Save the answers</source>
        <translation>Antworten speichern</translation>
    </message>
    <message>
        <source>Save the changes to {0}?</source>
        <translation>Änderungen an {0} speichern?</translation>
    </message>
    <message>
        <source>Save the curves</source>
        <translation>Kurven speichern</translation>
    </message>
    <message>
        <source>Save the curves as a picture or a table, or copy them</source>
        <translation>Die Kurven als Bild oder Tabelle speichern oder kopieren</translation>
    </message>
    <message>
        <source>Save the diagram</source>
        <translation>Diagramm speichern</translation>
    </message>
    <message>
        <source>Save the figures of this page as a picture, or copy them</source>
        <translation>Die Abbildungen dieser Seite als Bild speichern oder kopieren</translation>
    </message>
    <message>
        <source>Save the project</source>
        <translation>Projekt speichern</translation>
    </message>
    <message>
        <source>Save the samples</source>
        <translation>Beispiele speichern</translation>
    </message>
    <message>
        <source>Save what the columns are worth</source>
        <translation>Wert der Spalten speichern</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>Gespeichert als {0}</translation>
    </message>
    <message>
        <source>Say where it was missing</source>
        <translation>Angeben, wo der Wert fehlte</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Skala</translation>
    </message>
    <message>
        <source>Scale each by itself</source>
        <translation>Jeden für sich skalieren</translation>
    </message>
    <message>
        <source>Scale the columns</source>
        <translation>Spalten skalieren</translation>
    </message>
    <message>
        <source>Scale the data to mean 0 and deviation 1</source>
        <translation>Daten auf Mittel 0 und Abweichung 1 skalieren</translation>
    </message>
    <message>
        <source>Scaling</source>
        <translation>Skalierung</translation>
    </message>
    <message>
        <source>Scaling of {what} is impossible: its numbers are not usable</source>
        <translation>Skalierung unmöglich ({what}): Die Zahlen dafür sind unbrauchbar</translation>
    </message>
    <message>
        <source>Search columns</source>
        <translation>Spalten suchen</translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation>Befehle suchen</translation>
    </message>
    <message>
        <source>Search commands and layers</source>
        <translation>Befehle und Schichten suchen</translation>
    </message>
    <message>
        <source>Search runs</source>
        <translation>Läufe suchen</translation>
    </message>
    <message>
        <source>Search the glossary</source>
        <translation>Glossar durchsuchen</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>Handbuch durchsuchen</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>See recordings as signals</source>
        <translation>Aufzeichnungen als Signale sehen</translation>
    </message>
    <message>
        <source>See recordings as spectrograms of {shape}</source>
        <translation>Aufzeichnungen als Spektrogramme von {shape} sehen</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Seen as</source>
        <translation>Gesehen als</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>Select a wi&amp;re</source>
        <translation>Verb&amp;indung auswählen</translation>
    </message>
    <message>
        <source>Select columns to change what they are used for</source>
        <translation>Spalten auswählen, um ihre Verwendung zu ändern</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>Trennzeichen</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Serie</translation>
    </message>
    <message>
        <source>Series told apart by</source>
        <translation>Reihen unterschieden nach</translation>
    </message>
    <message>
        <source>Series {0}</source>
        <translation>Serie {0}</translation>
    </message>
    <message>
        <source>Set activation of {layer} to linear</source>
        <translation>Aktivierung von {layer} auf linear setzen</translation>
    </message>
    <message>
        <source>Set activation to leaky_relu</source>
        <translation>Aktivierung auf leaky_relu setzen</translation>
    </message>
    <message>
        <source>Set activation to linear</source>
        <translation>Aktivierung auf linear setzen</translation>
    </message>
    <message>
        <source>Set activation to relu in {layer}</source>
        <translation>Aktivierung von {layer} auf relu setzen</translation>
    </message>
    <message>
        <source>Set activation to relu in {n} layers</source>
        <translation>Aktivierung in {n} Schichten auf relu setzen</translation>
    </message>
    <message>
        <source>Set activation to {name}</source>
        <translation>Aktivierung auf {name} setzen</translation>
    </message>
    <message>
        <source>Set filters of {layer} to {n}</source>
        <translation>Filter von {layer} auf {n} setzen</translation>
    </message>
    <message>
        <source>Set filters to {n}</source>
        <translation>Filter auf {n} setzen</translation>
    </message>
    <message>
        <source>Set kernel size to {n}</source>
        <translation>Kerngröße auf {n} setzen</translation>
    </message>
    <message>
        <source>Set l2 to 0.0001 in {layer}</source>
        <translation>l2 in {layer} auf 0.0001 setzen</translation>
    </message>
    <message>
        <source>Set l2 to 0.0001 in {n} layers</source>
        <translation>l2 in {n} Schichten auf 0.0001 setzen</translation>
    </message>
    <message>
        <source>Set padding of {layer} to same</source>
        <translation>Padding von {layer} auf same setzen</translation>
    </message>
    <message>
        <source>Set padding to same</source>
        <translation>Padding auf same setzen</translation>
    </message>
    <message>
        <source>Set padding to same in {n} layers</source>
        <translation>Padding in {n} Schichten auf same setzen</translation>
    </message>
    <message>
        <source>Set pool size to {n}</source>
        <translation>Pool-Größe auf {n} setzen</translation>
    </message>
    <message>
        <source>Set the Input to {shape}</source>
        <translation>Input auf {shape} setzen</translation>
    </message>
    <message>
        <source>Set the batch size to {n}</source>
        <translation>Batchgröße auf {n} setzen</translation>
    </message>
    <message>
        <source>Set the initializer to {name}</source>
        <translation>Initialisierung auf {name} setzen</translation>
    </message>
    <message>
        <source>Set the learning rate to {rate:g}</source>
        <translation>Lernrate auf {rate:g} setzen</translation>
    </message>
    <message>
        <source>Set the rate to 50 %</source>
        <translation>Rate auf 50&#x202f;% setzen</translation>
    </message>
    <message>
        <source>Set the shape to {shape}</source>
        <translation>Form auf {shape} setzen</translation>
    </message>
    <message>
        <source>Set the stride to {n}</source>
        <translation>Schrittweite auf {n} setzen</translation>
    </message>
    <message>
        <source>Set units of {layer} to {n}</source>
        <translation>Neuronen von {layer} auf {n} setzen</translation>
    </message>
    <message>
        <source>Set units to {n}</source>
        <translation>Neuronen auf {n} setzen</translation>
    </message>
    <message>
        <source>Set units to {n} and activation to {name}</source>
        <translation>Neuronen auf {n} und Aktivierung auf {name} setzen</translation>
    </message>
    <message>
        <source>Set units to {n} and add Reshape to {shape}</source>
        <translation>Neuronen auf {n} setzen und Reshape zu {shape} hinzufügen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Settings may follow the name: “dense 10 softmax”, “conv2d 32 5x5 same”</source>
        <translation>Nach dem Namen können Einstellungen folgen: „dense 10 softmax“, „conv2d 32 5x5 same“</translation>
    </message>
    <message>
        <source>Settings of all {0} layers</source>
        <translation>Einstellungen aller {0}-Schichten</translation>
    </message>
    <message>
        <source>Settings of its loss</source>
        <translation>Einstellungen ihres Verlusts</translation>
    </message>
    <message>
        <source>Settings of the other layer</source>
        <translation>Einstellungen der anderen Schicht</translation>
    </message>
    <message>
        <source>Settings they share</source>
        <translation>Gemeinsame Einstellungen</translation>
    </message>
    <message>
        <source>Several formats have the ending of {path}; say which: {known}</source>
        <translation>Mehrere Formate haben die Endung von {path}; eines nennen: {known}</translation>
    </message>
    <message>
        <source>Several runs are being trained: stop them first, or wait</source>
        <translation>Mehrere Läufe werden gerade trainiert: erst stoppen oder abwarten</translation>
    </message>
    <message>
        <source>Several…</source>
        <translation>Mehrere…</translation>
    </message>
    <message>
        <source>Shades of grey and the icons, for print.</source>
        <translation>Graustufen und die Symbole, für den Druck.</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Shape of one sample: the number of features, or height, width and channels of an image.</source>
        <translation>Form eines Beispiels: Anzahl der Merkmale, oder Höhe, Breite und Kanäle eines Bildes.</translation>
    </message>
    <message>
        <source>Shape of the way down: 1 is a straight line, above it falls early.</source>
        <translation>Form des Abstiegs: 1 ist eine Gerade, darüber fällt sie früh.</translation>
    </message>
    <message>
        <source>Shape of what the layer gives for one sample</source>
        <translation>Form dessen, was die Schicht für ein Beispiel ausgibt</translation>
    </message>
    <message>
        <source>Shapes</source>
        <translation>Formen</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Share of every target that is spread over all classes, so that no answer need be certain.</source>
        <translation>Anteil jedes Zielwerts, der über alle Klassen verteilt wird, sodass keine Antwort ganz sicher sein muss.</translation>
    </message>
    <message>
        <source>Share of the channels that are silenced in each training step.</source>
        <translation>Anteil der Kanäle, die in jedem Trainingsschritt verstummen.</translation>
    </message>
    <message>
        <source>Share of the last step that is kept.</source>
        <translation>Anteil des letzten Schritts, der erhalten bleibt.</translation>
    </message>
    <message>
        <source>Share of the pictures that are turned upside down.</source>
        <translation>Anteil der Bilder, die auf den Kopf gestellt werden.</translation>
    </message>
    <message>
        <source>Share of the pictures whose left and right change sides.</source>
        <translation>Anteil der Bilder, bei denen links und rechts vertauscht werden.</translation>
    </message>
    <message>
        <source>Share of the run in which the learning rate grows.</source>
        <translation>Anteil des Laufs, in dem die Lernrate wächst.</translation>
    </message>
    <message>
        <source>Share of the running averages that each step keeps; PyTorch&apos;s momentum is 1 minus this.</source>
        <translation>Anteil der laufenden Mittel, den jeder Schritt behält; das Momentum von PyTorch ist 1 minus dieser Wert.</translation>
    </message>
    <message>
        <source>Share of the samples whose answer is right.</source>
        <translation>Anteil der Beispiele, deren Antwort richtig ist.</translation>
    </message>
    <message>
        <source>Share of the samples whose class is among the k most probable ones.</source>
        <translation>Anteil der Beispiele, deren Klasse unter den k wahrscheinlichsten ist.</translation>
    </message>
    <message>
        <source>Share of the values that are silenced in each training step.</source>
        <translation>Anteil der Werte, die in jedem Trainingsschritt verstummen.</translation>
    </message>
    <message>
        <source>Share of the variation that is explained: 1 is perfect, 0 no better than the mean.</source>
        <translation>Anteil der Streuung, der erklärt wird: 1 ist vollkommen, 0 nicht besser als der Mittelwert.</translation>
    </message>
    <message>
        <source>Share that is {0}</source>
        <translation>Anteil von {0}</translation>
    </message>
    <message>
        <source>Shared filters along a sequence</source>
        <translation>Gemeinsame Filter entlang einer Folge</translation>
    </message>
    <message>
        <source>Shared filters over space</source>
        <translation>Gemeinsame Filter über die Fläche</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Anteile</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Blatt</translation>
    </message>
    <message>
        <source>Sheet to draw on</source>
        <translation>Blatt zum Zeichnen</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Shortens the gradient of all weights together to this length, keeping its direction.</source>
        <translation>Kürzt den Gradienten aller Gewichte zusammen auf diese Länge, in derselben Richtung.</translation>
    </message>
    <message>
        <source>Show &amp;curves</source>
        <translation>&amp;Kurven zeigen</translation>
    </message>
    <message>
        <source>Show &amp;problems</source>
        <translation>&amp;Probleme zeigen</translation>
    </message>
    <message>
        <source>Show &amp;results</source>
        <translation>&amp;Ergebnisse zeigen</translation>
    </message>
    <message>
        <source>Show &amp;runs</source>
        <translation>Läu&amp;fe zeigen</translation>
    </message>
    <message>
        <source>Show &amp;whole network</source>
        <translation>Ganzes &amp;Netz zeigen</translation>
    </message>
    <message>
        <source>Show all of the curves</source>
        <translation>Ganze Kurven zeigen</translation>
    </message>
    <message>
        <source>Show all of the curves (double click, or 0). The wheel zooms, dragging moves, dragging with Shift zooms into a box; in a plot the arrows move the cross</source>
        <translation>Ganze Kurven zeigen (Doppelklick oder 0). Das Rad zoomt, Ziehen verschiebt, Ziehen mit Umschalt zoomt in einen Rahmen; in einem Diagramm bewegen die Pfeile das Fadenkreuz</translation>
    </message>
    <message>
        <source>Show all rows</source>
        <translation>Alle Zeilen zeigen</translation>
    </message>
    <message>
        <source>Show all runs</source>
        <translation>Alle Läufe zeigen</translation>
    </message>
    <message>
        <source>Show at {0}</source>
        <translation>Mit {0} zeigen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Show notes</source>
        <translation>Hinweise zeigen</translation>
    </message>
    <message>
        <source>Show or hide curves</source>
        <translation>Kurven ein-/ausblenden</translation>
    </message>
    <message>
        <source>Show runs</source>
        <translation>Läufe zeigen</translation>
    </message>
    <message>
        <source>Show the curves of the loss, or of a metric</source>
        <translation>Die Kurven des Verlusts oder einer Metrik zeigen</translation>
    </message>
    <message>
        <source>Show the curves of {0} in the Curves tab</source>
        <translation>Die Kurven von {0} im Reiter Kurven zeigen</translation>
    </message>
    <message>
        <source>Show the layer</source>
        <translation>Schicht zeigen</translation>
    </message>
    <message>
        <source>Show the start page</source>
        <translation>Startseite zeigen</translation>
    </message>
    <message>
        <source>Show the whole network</source>
        <translation>Ganzes Netz zeigen</translation>
    </message>
    <message>
        <source>Show what becomes of the next picture</source>
        <translation>Zeigen, was aus dem nächsten Bild wird</translation>
    </message>
    <message>
        <source>Show what each neuron makes of the plane, and how large weights are, where samples are two numbers</source>
        <translation>Zeigen, was jedes Neuron aus der Ebene macht und wie groß Gewichte sind, wo Beispiele aus zwei Zahlen bestehen</translation>
    </message>
    <message>
        <source>Show what is &amp;selected</source>
        <translation>&amp;Auswahl zeigen</translation>
    </message>
    <message>
        <source>Show what part of its row each cell is, instead of counts</source>
        <translation>Statt Anzahlen zeigen, welchen Teil ihrer Zeile jede Zelle ausmacht</translation>
    </message>
    <message>
        <source>Show where it is…</source>
        <translation>Ort angeben…</translation>
    </message>
    <message>
        <source>Show which pixels or columns move the answer most: the gradient of the answer by the input</source>
        <translation>Zeigen, welche Pixel oder Spalten die Antwort am stärksten bewegen: der Gradient der Antwort nach der Eingabe</translation>
    </message>
    <message>
        <source>Shrinks the learning rate by the same ratio with every epoch.</source>
        <translation>Verkleinert die Lernrate mit jeder Epoche im selben Verhältnis.</translation>
    </message>
    <message>
        <source>Shuffle pixels</source>
        <translation>Pixel mischen</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Seitenlänge</translation>
    </message>
    <message>
        <source>Side of the square, as a part of that of the picture.</source>
        <translation>Seitenlänge des Quadrats, als Teil der Seite des Bildes.</translation>
    </message>
    <message>
        <source>Sideways up to</source>
        <translation>Seitlich bis</translation>
    </message>
    <message>
        <source>Signal</source>
        <translation>Signal</translation>
    </message>
    <message>
        <source>Silences random neurons</source>
        <translation>Schaltet zufällige Neuronen stumm</translation>
    </message>
    <message>
        <source>Silences whole channels</source>
        <translation>Schaltet ganze Kanäle stumm</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Sine curve</source>
        <translation>Sinuskurve</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Size of a step downhill: too small learns slowly, too large jumps over the valley.</source>
        <translation>Größe eines Schritts bergab: zu klein lernt langsam, zu groß springt über das Tal.</translation>
    </message>
    <message>
        <source>Size of one unit of a standardised target in its own unit.</source>
        <translation>Größe einer Einheit der standardisierten Zielgröße in deren eigener Einheit.</translation>
    </message>
    <message>
        <source>Size of the output</source>
        <translation>Größe der Ausgabe</translation>
    </message>
    <message>
        <source>Size of the text where the picture is used as large as it is; everything else goes with it.</source>
        <translation>Größe des Textes, wenn das Bild in seiner Originalgröße verwendet wird; alles andere richtet sich danach.</translation>
    </message>
    <message>
        <source>Sizes of the layers with weights, from the input on</source>
        <translation>Größen der Schichten mit Gewichten, von der Eingabe an</translation>
    </message>
    <message>
        <source>Skip connections</source>
        <translation>Sprungverbindungen</translation>
    </message>
    <message>
        <source>Skip connections with batch norm: layers learn what to add</source>
        <translation>Sprungverbindungen mit BatchNorm: Schichten lernen, was zu addieren ist</translation>
    </message>
    <message>
        <source>Small VGG</source>
        <translation>Kleines VGG</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>Smoothing of the curves</source>
        <translation>Glättung der Kurven</translation>
    </message>
    <message>
        <source>Some gradients differ from measured slopes.</source>
        <translation>Einige Gradienten weichen von gemessenen Steigungen ab.</translation>
    </message>
    <message>
        <source>Some pictures</source>
        <translation>Einige Bilder</translation>
    </message>
    <message>
        <source>Some preferences could not be read and are back at their defaults: {names}</source>
        <translation>Einige Einstellungen ließen sich nicht lesen und stehen wieder auf ihren Standardwerten: {names}</translation>
    </message>
    <message>
        <source>Some recordings</source>
        <translation>Einige Aufzeichnungen</translation>
    </message>
    <message>
        <source>Something unexpected happened, and the program went on: {0}</source>
        <translation>Etwas Unerwartetes ist geschehen, das Programm läuft aber weiter: {0}</translation>
    </message>
    <message>
        <source>Sort by the order of the classes</source>
        <translation>Nach der Reihenfolge der Klassen sortieren</translation>
    </message>
    <message>
        <source>Sort by the order of the targets</source>
        <translation>Nach der Reihenfolge der Zielgrößen sortieren</translation>
    </message>
    <message>
        <source>Sort by {0}</source>
        <translation>Sortieren: {0}</translation>
    </message>
    <message>
        <source>Sounds are seen as spectrograms: {bands} bands of frequencies, {moments} moments of {window:.3g} ms each</source>
        <translation>Töne werden als Spektrogramme gesehen: {bands} Frequenzbänder, {moments} Augenblicke von je {window:.3g} ms</translation>
    </message>
    <message>
        <source>Sounds of kinds that are not read are left out: {count} ({kinds}); save them as WAV</source>
        <translation>Töne anderer Art, die nicht gelesen werden, werden weggelassen: {count} ({kinds}); als WAV speichern</translation>
    </message>
    <message>
        <source>Sounds of {rates} samples per second are brought to {rate}</source>
        <translation>Töne mit {rates} Abtastwerten pro Sekunde werden auf {rate} gebracht</translation>
    </message>
    <message>
        <source>Sounds of {short} s are brought to {wanted} s: {length} values</source>
        <translation>Töne von {short} s werden auf {wanted} s gebracht: {length} Werte</translation>
    </message>
    <message>
        <source>Sounds of {short} to {long} s are brought to {wanted} s: {length} values</source>
        <translation>Töne von {short} bis {long} s werden auf {wanted} s gebracht: {length} Werte</translation>
    </message>
    <message>
        <source>Sounds with several channels are mixed into one: {count}</source>
        <translation>Töne mit mehreren Kanälen werden zu einem gemischt: {count}</translation>
    </message>
    <message>
        <source>SpatialDropout</source>
        <translation>SpatialDropout</translation>
    </message>
    <message>
        <source>SpatialDropout silences channels of a sequence or an image, but receives a row of {shape}: use Dropout there</source>
        <translation>SpatialDropout schaltet Kanäle einer Folge oder eines Bildes stumm, erhält aber eine Reihe von {shape}: dort Dropout verwenden</translation>
    </message>
    <message>
        <source>Splits channels and filters into groups that do not see each other; as many as there are channels makes the convolution depthwise.</source>
        <translation>Teilt Kanäle und Filter in Gruppen, die einander nicht sehen; so viele Gruppen wie Kanäle ergeben eine Depthwise-Faltung.</translation>
    </message>
    <message>
        <source>Spoken digits</source>
        <translation>Gesprochene Ziffern</translation>
    </message>
    <message>
        <source>Squeeze a picture</source>
        <translation>Ein Bild verdichten</translation>
    </message>
    <message>
        <source>Squeezes any sum into a probability; for the output of a yes/no question.</source>
        <translation>Presst jede Summe in eine Wahrscheinlichkeit; für die Ausgabe einer Ja/Nein-Frage.</translation>
    </message>
    <message>
        <source>Squeezes each sample into a few numbers and draws it again</source>
        <translation>Presst jedes Beispiel in wenige Zahlen und zeichnet es wieder</translation>
    </message>
    <message>
        <source>Standard deviation of the noise, as a part of that of the data.</source>
        <translation>Standardabweichung des Rauschens, als Teil derjenigen der Daten.</translation>
    </message>
    <message>
        <source>Standard deviation of the noise, in units of the values.</source>
        <translation>Standardabweichung des Rauschens, in der Einheit der Werte.</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>Stern</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Start from a template</source>
        <translation>Mit einer Vorlage beginnen</translation>
    </message>
    <message>
        <source>Start from new weights</source>
        <translation>Mit neuen Gewichten beginnen</translation>
    </message>
    <message>
        <source>Start from random weights</source>
        <translation>Gewichte zufällig wählen</translation>
    </message>
    <message>
        <source>Start from the best weights</source>
        <translation>Mit den besten Gewichten beginnen</translation>
    </message>
    <message>
        <source>Start from the best weights (epoch {0})</source>
        <translation>Mit den besten Gewichten beginnen (Epoche {0})</translation>
    </message>
    <message>
        <source>Start from the last weights</source>
        <translation>Mit den letzten Gewichten beginnen</translation>
    </message>
    <message>
        <source>Start of all randomness: the same seed gives the same run.</source>
        <translation>Anfang allen Zufalls: Derselbe Seed ergibt denselben Lauf.</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>Start over with learning rate {0}</source>
        <translation>Mit Lernrate {0} neu beginnen</translation>
    </message>
    <message>
        <source>Start the program anew to use it again</source>
        <translation>Um sie wieder zu benutzen, das Programm neu starten</translation>
    </message>
    <message>
        <source>Start the weights of {layer} by its activation</source>
        <translation>Anfangsgewichte von {layer} an ihre Aktivierung anpassen</translation>
    </message>
    <message>
        <source>Start the weights of {n} layers by their activation</source>
        <translation>Anfangsgewichte von {n} Schichten an ihre Aktivierung anpassen</translation>
    </message>
    <message>
        <source>Start with an empty canvas or a template</source>
        <translation>Mit einer leeren Zeichenfläche oder einer Vorlage beginnen</translation>
    </message>
    <message>
        <source>Starts at {0}, is highest with {1} at epoch {2}, ends at {3}</source>
        <translation>Beginnt bei {0}, ist am höchsten mit {1} in Epoche {2}, endet bei {3}</translation>
    </message>
    <message>
        <source>Stays as it is here: {0}.</source>
        <translation>Bleibt hier unverändert: {0}.</translation>
    </message>
    <message>
        <source>Std. dev.</source>
        <translation>Std.-Abw.</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Step decay</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>Step from one patch to the next.</source>
        <translation>Schritt von einem Ausschnitt zum nächsten.</translation>
    </message>
    <message>
        <source>Step from one patch to the next: how much larger the picture becomes.</source>
        <translation>Schritt von einem Ausschnitt zum nächsten: um wie viel größer das Bild wird.</translation>
    </message>
    <message>
        <source>Step from one patch to the next; empty means as large as the patch.</source>
        <translation>Schritt von einem Ausschnitt zum nächsten; leer bedeutet so groß wie der Ausschnitt.</translation>
    </message>
    <message>
        <source>Step from one piece to the next.</source>
        <translation>Schritt von einem Abschnitt zum nächsten.</translation>
    </message>
    <message>
        <source>Step from one piece to the next; empty means as long as the piece.</source>
        <translation>Schritt von einem Abschnitt zum nächsten; leer bedeutet so lang wie der Abschnitt.</translation>
    </message>
    <message>
        <source>Step {0} of {1}: {2}</source>
        <translation>Schritt {0} von {1}: {2}</translation>
    </message>
    <message>
        <source>StepHead</source>
        <translation>StepHead</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Still learning: the loss goes on falling</source>
        <translation>Lernt noch: Der Verlust fällt weiter</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Stop there, or use more data, dropout or weight decay</source>
        <translation>Dort anhalten, oder mehr Daten, Dropout oder Gewichtszerfall verwenden</translation>
    </message>
    <message>
        <source>Stop waiting</source>
        <translation>Nicht länger warten</translation>
    </message>
    <message>
        <source>Stopped after {0} of 1 epoch</source>
        <translation>Nach {0} von 1 Epoche gestoppt</translation>
    </message>
    <message>
        <source>Stopped after {0} of {1} epochs</source>
        <translation>Nach {0} von {1} Epochen gestoppt</translation>
    </message>
    <message>
        <source>Stopped at step {0}: {1}</source>
        <translation>Angehalten bei Schritt {0}: {1}</translation>
    </message>
    <message>
        <source>Stopped: the numbers left the finite range</source>
        <translation>Angehalten: Die Zahlen haben den endlichen Bereich verlassen</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird gestoppt…</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>Schrittweite</translation>
    </message>
    <message>
        <source>Stronger or weaker differences</source>
        <translation>Stärkere oder schwächere Unterschiede</translation>
    </message>
    <message>
        <source>Strongest first</source>
        <translation>Stärkste zuerst</translation>
    </message>
    <message>
        <source>Strongest value of each channel</source>
        <translation>Stärkster Wert jedes Kanals</translation>
    </message>
    <message>
        <source>Strongest value of each piece</source>
        <translation>Stärkster Wert jedes Abschnitts</translation>
    </message>
    <message>
        <source>Suggested is a tenth of the rate with the lowest loss: there it falls fast, far from breaking.</source>
        <translation>Vorgeschlagen ist ein Zehntel der Rate mit dem kleinsten Verlust: Dort fällt er schnell und ist noch weit vom Ausbrechen entfernt.</translation>
    </message>
    <message>
        <source>Suggested learning rate: {0} (now {1})</source>
        <translation>Vorgeschlagene Lernrate: {0} (jetzt {1})</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Sum of what comes in from {0}</source>
        <translation>Summe dessen, was von {0} kommt</translation>
    </message>
    <message>
        <source>Sum of {0} losses</source>
        <translation>Summe: {0} Verluste</translation>
    </message>
    <message>
        <source>Summary of the network</source>
        <translation>Zusammenfassung des Netzes</translation>
    </message>
    <message>
        <source>Sums below the table are left out: {rows}</source>
        <translation>Summen unter der Tabelle werden weggelassen: {rows}</translation>
    </message>
    <message>
        <source>Sums branches: skip connections</source>
        <translation>Summiert Zweige: Sprungverbindungen</translation>
    </message>
    <message>
        <source>TF32, which is on in one of them only</source>
        <translation>TF32, das nur in einem von beiden an ist</translation>
    </message>
    <message>
        <source>Table (CSV)…</source>
        <translation>Tabelle (CSV)…</translation>
    </message>
    <message>
        <source>Tables and arrays ({0});;All files (*)</source>
        <translation>Tabellen und Arrays ({0});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Take a new sheet</source>
        <translation>Ein neues Blatt nehmen</translation>
    </message>
    <message>
        <source>Take all {n} samples in each step</source>
        <translation>In jedem Schritt alle {n} Beispiele nehmen</translation>
    </message>
    <message>
        <source>Take it as names</source>
        <translation>Als Spaltennamen lesen</translation>
    </message>
    <message>
        <source>Take it with you</source>
        <translation>Mitnehmen</translation>
    </message>
    <message>
        <source>Take the &amp;tour</source>
        <translation>&amp;Rundgang machen</translation>
    </message>
    <message>
        <source>Take the Input for columns away</source>
        <translation>Den Input für Spalten wegnehmen</translation>
    </message>
    <message>
        <source>Take the data out of the project file</source>
        <translation>Daten aus der Projektdatei auslagern</translation>
    </message>
    <message>
        <source>Take the data out of the project file into a folder</source>
        <translation>Daten aus der Projektdatei in einen Ordner auslagern</translation>
    </message>
    <message>
        <source>Take the step</source>
        <translation>Schritt ausführen</translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation>Rundgang machen</translation>
    </message>
    <message>
        <source>Take the weights as they are: open results and export without any training</source>
        <translation>Die Gewichte nehmen, wie sie sind: Ergebnisse und Export ohne Training öffnen</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Target column</source>
        <translation>Zielspalte</translation>
    </message>
    <message>
        <source>Target that {0} answers</source>
        <translation>Zielgröße, die {0} beantwortet</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Zielwerte</translation>
    </message>
    <message>
        <source>Targets must be numbers, not texts: names, targets = numpy.unique(targets, return_inverse=True) makes class numbers of them</source>
        <translation>Zielwerte müssen Zahlen sein, keine Texte: names, targets = numpy.unique(targets, return_inverse=True) macht Klassennummern daraus</translation>
    </message>
    <message>
        <source>Targets must be numbers, not {dtype}</source>
        <translation>Zielwerte müssen Zahlen sein, nicht {dtype}</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Tell benign from malignant tumours by measurements of cell nuclei.</source>
        <translation>Gutartige von bösartigen Tumoren nach Messungen an Zellkernen unterscheiden.</translation>
    </message>
    <message>
        <source>Tell classes apart</source>
        <translation>Klassen unterscheiden</translation>
    </message>
    <message>
        <source>Tell from a chemical analysis which of three growers made a wine.</source>
        <translation>Aus einer chemischen Analyse erkennen, von welchem von drei Gütern ein Wein stammt.</translation>
    </message>
    <message>
        <source>Tell species and sex of penguins, and estimate how heavy they are: three outputs of one network.</source>
        <translation>Art und Geschlecht von Pinguinen erkennen und schätzen, wie schwer sie sind: drei Ausgaben eines Netzes.</translation>
    </message>
    <message>
        <source>Tell ten kinds of clothes apart in images of 28×28 pixels; 2&#x202f;000 of them are the test.</source>
        <translation>Zehn Arten von Kleidung in Bildern von 28×28 Pixeln unterscheiden; 2&#x202f;000 davon sind der Testteil.</translation>
    </message>
    <message>
        <source>Tell three species of iris apart by the length and width of sepals and petals.</source>
        <translation>Drei Arten von Schwertlilien nach Länge und Breite von Kelch- und Kronblättern unterscheiden.</translation>
    </message>
    <message>
        <source>Tell three species of penguins apart by body, sex and island; some values are missing.</source>
        <translation>Drei Arten von Pinguinen nach Körperbau, Geschlecht und Insel unterscheiden; einige Werte fehlen.</translation>
    </message>
    <message>
        <source>Tell two classes apart</source>
        <translation>Zwei Klassen unterscheiden</translation>
    </message>
    <message>
        <source>Tell {0} classes apart</source>
        <translation>{0} Klassen unterscheiden</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>Begriffe</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Test file</source>
        <translation>Testdatei</translation>
    </message>
    <message>
        <source>Test images</source>
        <translation>Testbilder</translation>
    </message>
    <message>
        <source>Test result</source>
        <translation>Testergebnis</translation>
    </message>
    <message>
        <source>Test samples</source>
        <translation>Testbeispiele</translation>
    </message>
    <message>
        <source>Text of the lesson</source>
        <translation>Text der Lektion</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Textbook network</source>
        <translation>Lehrbuchnetz</translation>
    </message>
    <message>
        <source>The &amp;other layer</source>
        <translation>Die &amp;andere Schicht</translation>
    </message>
    <message>
        <source>The .npz or .npy file.</source>
        <translation>Die .npz- oder .npy-Datei.</translation>
    </message>
    <message>
        <source>The CPU trains everything a GPU trains. For larger networks a GPU of NVIDIA takes less time; on this computer it cannot be used yet. When you have changed something, start the program anew.</source>
        <translation>Die CPU trainiert alles, was eine GPU trainiert. Bei größeren Netzen ist eine GPU von NVIDIA schneller; auf diesem Rechner ist sie noch nicht nutzbar. Nach einer Änderung das Programm neu starten.</translation>
    </message>
    <message>
        <source>The CPU, as there is no GPU that can be used here.</source>
        <translation>Die CPU, da es hier keine nutzbare GPU gibt.</translation>
    </message>
    <message>
        <source>The GPU failed: {cause}</source>
        <translation>Die GPU ist ausgefallen: {cause}</translation>
    </message>
    <message>
        <source>The GPU has no memory left</source>
        <translation>Die GPU hat keinen Speicher mehr</translation>
    </message>
    <message>
        <source>The GPU has no memory left: {size:,.1f} MiB more were needed</source>
        <translation>Die GPU hat keinen Speicher mehr: Es fehlten noch {size:,.1f} MiB</translation>
    </message>
    <message>
        <source>The GPU or the CPU, whichever takes the steps of this network in less time.</source>
        <translation>Die GPU oder die CPU, je nachdem, welche für die Schritte dieses Netzes weniger Zeit braucht.</translation>
    </message>
    <message>
        <source>The GPU takes its work piece by piece, which is slower: {cause}</source>
        <translation>Die GPU bekommt ihre Arbeit Stück für Stück, was langsamer ist: {cause}</translation>
    </message>
    <message>
        <source>The Inputs take {sizes} = {sum} features, but the data has {features}</source>
        <translation>Die Inputs nehmen {sizes} = {sum} Merkmale, die Daten aber haben {features}</translation>
    </message>
    <message>
        <source>The NumPy script does not know the activation {name}</source>
        <translation>Das NumPy-Skript kennt die Aktivierung {name} nicht</translation>
    </message>
    <message>
        <source>The NumPy script does not know {op}</source>
        <translation>Das NumPy-Skript kennt {op} nicht</translation>
    </message>
    <message>
        <source>The answers that were given, or one class whatever was answered</source>
        <translation>Die gegebenen Antworten, oder eine Klasse, was auch immer geantwortet wurde</translation>
    </message>
    <message>
        <source>The arithmetic</source>
        <translation>Die Rechnung</translation>
    </message>
    <message>
        <source>The array for the {what} has masked values: fill or drop them first</source>
        <translation>{what}: Das Array hat maskierte Werte; erst auffüllen oder weglassen</translation>
    </message>
    <message>
        <source>The beginning of a longer one is used; a shorter one gets zeros at its end.</source>
        <translation>Von einer längeren zählt der Anfang; eine kürzere bekommt Nullen am Ende.</translation>
    </message>
    <message>
        <source>The card of {0} is saved as {1}</source>
        <translation>Die Karte von {0} ist gespeichert als {1}</translation>
    </message>
    <message>
        <source>The channels of the pictures come first, as in PyTorch; they are read as {size}</source>
        <translation>Die Kanäle der Bilder kommen zuerst, wie in PyTorch; gelesen werden sie als {size}</translation>
    </message>
    <message>
        <source>The character between two cells.</source>
        <translation>Das Zeichen zwischen zwei Zellen.</translation>
    </message>
    <message>
        <source>The check {name} is a share from 0 to 1: 95 % is 0.95</source>
        <translation>Die Prüfung {name} ist ein Anteil von 0 bis 1: 95 % ist 0.95</translation>
    </message>
    <message>
        <source>The check {name} needs &gt;=, &lt;= or = and a number, such as {example}</source>
        <translation>Die Prüfung {name} braucht &gt;=, &lt;= oder = und eine Zahl, etwa {example}</translation>
    </message>
    <message>
        <source>The check {name} needs a whole number, such as {example}</source>
        <translation>Die Prüfung {name} braucht eine ganze Zahl, etwa {example}</translation>
    </message>
    <message>
        <source>The chosen run</source>
        <translation>Der gewählte Lauf</translation>
    </message>
    <message>
        <source>The colours of the canvas.</source>
        <translation>Die Farben der Zeichenfläche.</translation>
    </message>
    <message>
        <source>The column of times or numbers in whose order the rows follow one another.</source>
        <translation>Die Spalte mit Zeiten oder Zahlen, in deren Reihenfolge die Zeilen aufeinander folgen.</translation>
    </message>
    <message>
        <source>The column that decides it.</source>
        <translation>Die Spalte, die darüber entscheidet.</translation>
    </message>
    <message>
        <source>The column that tells several series of one table apart, such as one for each machine.</source>
        <translation>Die Spalte, die mehrere Reihen einer Tabelle auseinanderhält, etwa eine je Maschine.</translation>
    </message>
    <message>
        <source>The column to predict.</source>
        <translation>Die vorherzusagende Spalte.</translation>
    </message>
    <message>
        <source>The column to predict; the last one where none is named.</source>
        <translation>Die vorherzusagende Spalte; die letzte, wenn keine genannt ist.</translation>
    </message>
    <message>
        <source>The column with the paths of the pictures.</source>
        <translation>Die Spalte mit den Pfaden der Bilder.</translation>
    </message>
    <message>
        <source>The column with the paths of the recordings.</source>
        <translation>Die Spalte mit den Pfaden der Aufzeichnungen.</translation>
    </message>
    <message>
        <source>The cost can be drawn over two weights, and this network has another number of them</source>
        <translation>Die Kosten lassen sich über zwei Gewichten zeichnen, und dieses Netz hat eine andere Zahl davon</translation>
    </message>
    <message>
        <source>The cost is not a finite number, so it has no slope to measure</source>
        <translation>Die Kosten sind keine endliche Zahl, also gibt es keine Steigung zu messen</translation>
    </message>
    <message>
        <source>The cost of the batch, before the step and after it</source>
        <translation>Die Kosten des Batches, vor dem Schritt und danach</translation>
    </message>
    <message>
        <source>The cost, with what keeps weights small or counts outputs</source>
        <translation>Die Kosten, mit dem, was Gewichte klein hält oder Ausgänge gewichtet</translation>
    </message>
    <message>
        <source>The cost: the mean loss of the batch, m = {0}</source>
        <translation>Die Kosten: der mittlere Verlust des Batches, m = {0}</translation>
    </message>
    <message>
        <source>The cost: the sum over the outputs, each as much as it counts</source>
        <translation>Die Kosten: die Summe über die Ausgaben, jede so stark, wie sie zählt</translation>
    </message>
    <message>
        <source>The cost: the sum over the outputs, each as much as it counts, with what keeps weights small or counts outputs</source>
        <translation>Die Kosten: die Summe über die Ausgaben, jede so stark, wie sie zählt, mit dem, was Gewichte klein hält oder Ausgaben gewichtet</translation>
    </message>
    <message>
        <source>The curve differs from that of {name} from epoch {epoch} on, though data, settings, device and versions are the same: this should not happen on the CPU</source>
        <translation>Die Kurve weicht ab Epoche {epoch} von der von {name} ab, obwohl Daten, Einstellungen, Gerät und Versionen gleich sind: Das sollte auf der CPU nicht vorkommen</translation>
    </message>
    <message>
        <source>The curve differs from that of {name} from epoch {epoch} on. Not the same: {reason}</source>
        <translation>Die Kurve weicht ab Epoche {epoch} von der von {name} ab. Nicht gleich: {reason}</translation>
    </message>
    <message>
        <source>The curve is identical to that of {name}: every number of all {n} epochs</source>
        <translation>Die Kurve ist identisch mit der von {name}: jede Zahl aller {n} Epochen</translation>
    </message>
    <message>
        <source>The curve is identical to that of {name}: every number of its epoch</source>
        <translation>Die Kurve ist identisch mit der von {name}: jede Zahl ihrer Epoche</translation>
    </message>
    <message>
        <source>The data asks for 1 output ({task}), but {layer} gives {have}</source>
        <translation>Die Daten verlangen 1 Ausgabe ({task}), doch {layer} gibt {have}</translation>
    </message>
    <message>
        <source>The data asks for an output more: no layer answers {targets}</source>
        <translation>Die Daten verlangen eine Ausgabe mehr: keine Schicht beantwortet {targets}</translation>
    </message>
    <message>
        <source>The data asks for one output; these all end in nothing: {names}</source>
        <translation>Die Daten verlangen eine Ausgabe; diese enden alle im Nichts: {names}</translation>
    </message>
    <message>
        <source>The data asks for {n} outputs more: no layer answers {targets}</source>
        <translation>Die Daten verlangen {n} Ausgaben mehr: keine Schicht beantwortet {targets}</translation>
    </message>
    <message>
        <source>The data asks for {wanted} outputs ({task}), but {layer} gives {have}</source>
        <translation>Die Daten verlangen {wanted} Ausgaben ({task}), doch {layer} gibt {have}</translation>
    </message>
    <message>
        <source>The data asks for {wanted} outputs, and the network has {found}</source>
        <translation>Die Daten verlangen {wanted} Ausgaben, und das Netz hat {found}</translation>
    </message>
    <message>
        <source>The data cannot be kept in the project file; take it out in the File menu, or bring it back. {cause}</source>
        <translation>Die Daten lassen sich nicht in der Projektdatei behalten; im Menü Datei auslagern oder zurückholen. {cause}</translation>
    </message>
    <message>
        <source>The data cannot be read</source>
        <translation>Die Daten lassen sich nicht lesen</translation>
    </message>
    <message>
        <source>The data has changed since training: train again, or bring the old data back</source>
        <translation>Die Daten haben sich seit dem Training geändert: neu trainieren oder die alten Daten zurückholen</translation>
    </message>
    <message>
        <source>The data has pictures of {picture} with {features} from columns, and the Inputs take {inputs}: one must take the pictures, another the features</source>
        <translation>Die Daten haben Bilder ({picture}) und {features} aus Spalten, und die Inputs nehmen {inputs}: Einer muss die Bilder nehmen, ein anderer die Merkmale</translation>
    </message>
    <message>
        <source>The data has pictures of {picture} with {features} from columns, and the only Input takes {inputs}: another must take the features</source>
        <translation>Die Daten haben Bilder ({picture}) und {features} aus Spalten, und der einzige Input nimmt {inputs}: Ein weiterer muss die Merkmale nehmen</translation>
    </message>
    <message>
        <source>The data has samples of {data}, but the Input takes {input}</source>
        <translation>Die Daten haben Beispiele der Form {data}, der Input aber nimmt {input}</translation>
    </message>
    <message>
        <source>The data has samples of {data}, but the Inputs take {inputs}: each must take the whole sample</source>
        <translation>Die Daten haben Beispiele der Form {data}, die Inputs aber nehmen {inputs}: Jeder muss das ganze Beispiel nehmen</translation>
    </message>
    <message>
        <source>The data in the project file cannot be unpacked into {folder}: {cause}. The environment variable NNSTUDIO_HOME names another place</source>
        <translation>Die Daten in der Projektdatei lassen sich nicht nach {folder} auspacken: {cause}. Die Umgebungsvariable NNSTUDIO_HOME nennt einen anderen Ort</translation>
    </message>
    <message>
        <source>The data is being read</source>
        <translation>Die Daten werden gelesen</translation>
    </message>
    <message>
        <source>The data is not scaled and goes up to {largest:.4g}: the first sums become about as large, where activations hardly bend any more</source>
        <translation>Die Daten sind nicht skaliert und reichen bis {largest:.4g}: Die ersten Summen werden etwa so groß, und dort krümmen Aktivierungen kaum noch</translation>
    </message>
    <message>
        <source>The data is too large for a linear model beside the results</source>
        <translation>Die Daten sind zu groß für ein lineares Modell neben den Ergebnissen</translation>
    </message>
    <message>
        <source>The data stays as it is in this lesson. Close the lesson to change it.</source>
        <translation>Die Daten bleiben in dieser Lektion, wie sie sind. Zum Ändern die Lektion schließen.</translation>
    </message>
    <message>
        <source>The data {name} is not where it was: {path}</source>
        <translation>Die Daten {name} sind nicht mehr an ihrem Ort: {path}</translation>
    </message>
    <message>
        <source>The decimal mark of numbers that are texts in the workbook.</source>
        <translation>Das Dezimalzeichen von Zahlen, die in der Arbeitsmappe Texte sind.</translation>
    </message>
    <message>
        <source>The decimal mark of numbers.</source>
        <translation>Das Dezimalzeichen der Zahlen.</translation>
    </message>
    <message>
        <source>The diagram is on the clipboard: paste it into a text or a drawing</source>
        <translation>Das Diagramm ist in der Zwischenablage und lässt sich in einen Text oder eine Zeichnung einfügen</translation>
    </message>
    <message>
        <source>The disk has not answered yet: {0} is still being read.</source>
        <translation>Der Datenträger hat noch nicht geantwortet: {0} wird noch gelesen.</translation>
    </message>
    <message>
        <source>The disk has not answered yet: {0} is still being saved.</source>
        <translation>Der Datenträger hat noch nicht geantwortet: {0} wird noch gespeichert.</translation>
    </message>
    <message>
        <source>The drawing in pixels, for slides and word processors</source>
        <translation>Die Zeichnung in Pixeln, für Folien und Textverarbeitung</translation>
    </message>
    <message>
        <source>The drawing, sharp at any size, for LaTeX and print</source>
        <translation>Die Zeichnung, scharf in jeder Größe, für LaTeX und Druck</translation>
    </message>
    <message>
        <source>The drawing, sharp at any size, to edit in Inkscape or Illustrator and for the web</source>
        <translation>Die Zeichnung, scharf in jeder Größe, zum Bearbeiten in Inkscape oder Illustrator und fürs Web</translation>
    </message>
    <message>
        <source>The earlier run cannot go on: network, data or settings have changed; start a new one</source>
        <translation>Der frühere Lauf kann nicht weitergehen: Netz, Daten oder Einstellungen haben sich geändert; einen neuen beginnen</translation>
    </message>
    <message>
        <source>The epoch with the least loss</source>
        <translation>Die Epoche mit dem kleinsten Verlust</translation>
    </message>
    <message>
        <source>The exported file does not agree: with {runtime} its outputs differ by {difference}; {tolerance} is allowed</source>
        <translation>Die exportierte Datei stimmt nicht überein: Mit {runtime} weichen ihre Ausgaben um {difference} ab; erlaubt ist {tolerance}</translation>
    </message>
    <message>
        <source>The exported file does not agree: with {runtime} its outputs have shape {got}, not {expected}</source>
        <translation>Die exportierte Datei stimmt nicht überein: Mit {runtime} haben ihre Ausgaben die Form {got}, nicht {expected}</translation>
    </message>
    <message>
        <source>The exported file does not agree: {runtime} found the arrays {got}, not {expected}</source>
        <translation>Die exportierte Datei stimmt nicht überein: {runtime} fand die Arrays {got}, nicht {expected}</translation>
    </message>
    <message>
        <source>The exported file does not agree: {runtime} gives the outputs {got}, not {expected}</source>
        <translation>Die exportierte Datei stimmt nicht überein: {runtime} gibt die Ausgaben {got}, nicht {expected}</translation>
    </message>
    <message>
        <source>The exported file does not agree: {runtime} read other numbers for {key}</source>
        <translation>Die exportierte Datei stimmt nicht überein: {runtime} las andere Zahlen für {key}</translation>
    </message>
    <message>
        <source>The farthest way to the left or right, as a part of the width.</source>
        <translation>Der weiteste Weg nach links oder rechts, als Teil der Breite.</translation>
    </message>
    <message>
        <source>The farthest way up or down, as a part of the height.</source>
        <translation>Der weiteste Weg nach oben oder unten, als Teil der Höhe.</translation>
    </message>
    <message>
        <source>The file with one example per row.</source>
        <translation>Die Datei mit einem Beispiel je Zeile.</translation>
    </message>
    <message>
        <source>The file with the images of the test, such as t10k-images-idx3-ubyte.gz; its labels are beside it.</source>
        <translation>Die Datei mit den Testbildern, etwa t10k-images-idx3-ubyte.gz; ihre Bezeichnungen liegen daneben.</translation>
    </message>
    <message>
        <source>The file with the images, such as train-images-idx3-ubyte.gz.</source>
        <translation>Die Datei mit den Bildern, etwa train-images-idx3-ubyte.gz.</translation>
    </message>
    <message>
        <source>The file with the labels; found beside the images where none is named.</source>
        <translation>Die Datei mit den Bezeichnungen; neben den Bildern gesucht, wenn keine genannt ist.</translation>
    </message>
    <message>
        <source>The files of {column} are read; further columns that name files: {others}</source>
        <translation>Gelesen werden die Dateien von {column}; weitere Spalten, die Dateien nennen: {others}</translation>
    </message>
    <message>
        <source>The first NVIDIA graphics card.</source>
        <translation>Die erste NVIDIA-Grafikkarte.</translation>
    </message>
    <message>
        <source>The first column is left out: it only counts along the time or the wavelength</source>
        <translation>Die erste Spalte wird weggelassen: Sie zählt nur die Zeit oder die Wellenlänge entlang</translation>
    </message>
    <message>
        <source>The first columns are not the same: in {count} of {all} files they begin or step otherwise</source>
        <translation>Die ersten Spalten sind nicht gleich: In {count} von {all} Dateien beginnen sie anders oder haben andere Schritte</translation>
    </message>
    <message>
        <source>The first of them is the run of the project itself: {figure}</source>
        <translation>Der erste davon ist der Lauf des Projekts selbst: {figure}</translation>
    </message>
    <message>
        <source>The first row is read as data, though it may name the columns: {cells}</source>
        <translation>Die erste Zeile wird als Daten gelesen, könnte aber die Spalten benennen: {cells}</translation>
    </message>
    <message>
        <source>The first {0} of {1} channels</source>
        <translation>Die ersten {0} von {1} Kanälen</translation>
    </message>
    <message>
        <source>The folder that has a sub-folder for each class.</source>
        <translation>Der Ordner, der für jede Klasse einen Unterordner hat.</translation>
    </message>
    <message>
        <source>The folders divide the images: {parts}</source>
        <translation>Die Ordner teilen die Bilder auf: {parts}</translation>
    </message>
    <message>
        <source>The folders divide the recordings: {parts}</source>
        <translation>Die Ordner teilen die Aufzeichnungen auf: {parts}</translation>
    </message>
    <message>
        <source>The gradient, shortened</source>
        <translation>Der Gradient, begrenzt</translation>
    </message>
    <message>
        <source>The gradients agree with measured slopes.</source>
        <translation>Die Gradienten stimmen mit gemessenen Steigungen überein.</translation>
    </message>
    <message>
        <source>The groups above the names of the columns are left out: {groups}</source>
        <translation>Die Gruppen über den Spaltennamen werden weggelassen: {groups}</translation>
    </message>
    <message>
        <source>The header has a name less than there are columns: the first column has none</source>
        <translation>Die Kopfzeile hat einen Namen weniger, als es Spalten gibt: Die erste Spalte hat keinen</translation>
    </message>
    <message>
        <source>The images of the input {name} have their channels last here: {shape}</source>
        <translation>Bilder der Eingabe {name} haben ihre Kanäle hier zuletzt: {shape}</translation>
    </message>
    <message>
        <source>The inputs have different numbers of samples: {counts}</source>
        <translation>Die Eingaben haben verschieden viele Beispiele: {counts}</translation>
    </message>
    <message>
        <source>The kernel on one patch: 1 product</source>
        <translation>Der Filterkern auf einem Ausschnitt: 1 Produkt</translation>
    </message>
    <message>
        <source>The kernel on one patch: {0} products</source>
        <translation>Der Filterkern auf einem Ausschnitt: {0} Produkte</translation>
    </message>
    <message>
        <source>The largest angle, to either side.</source>
        <translation>Der größte Winkel, nach beiden Seiten.</translation>
    </message>
    <message>
        <source>The largest change, as a part of the way from black to white.</source>
        <translation>Die größte Änderung, als Teil des Weges von Schwarz nach Weiß.</translation>
    </message>
    <message>
        <source>The largest share of the other sample.</source>
        <translation>Der größte Anteil des anderen Beispiels.</translation>
    </message>
    <message>
        <source>The last column is left out: the answers stand in it</source>
        <translation>Die letzte Spalte wird weggelassen: In ihr stehen die Antworten</translation>
    </message>
    <message>
        <source>The last run has not begun with the weights that were imported since</source>
        <translation>Der letzte Lauf hat nicht mit den seither importierten Gewichten begonnen</translation>
    </message>
    <message>
        <source>The last value known is a better answer: the network is not worth its size yet.</source>
        <translation>Der letzte bekannte Wert ist eine bessere Antwort: Das Netz ist seinen Aufwand noch nicht wert.</translation>
    </message>
    <message>
        <source>The last value reaches</source>
        <translation>Der letzte Wert erreicht</translation>
    </message>
    <message>
        <source>The layer</source>
        <translation>Die Schicht</translation>
    </message>
    <message>
        <source>The layers are well.</source>
        <translation>Den Schichten geht es gut.</translation>
    </message>
    <message>
        <source>The layers must be a list such as [Dense(3)], not {value}</source>
        <translation>Die Schichten müssen eine Liste wie [Dense(3)] sein, nicht {value}</translation>
    </message>
    <message>
        <source>The layers, each after what feeds it; a click sorts them</source>
        <translation>Die Schichten, jede nach denen, die in sie führen; ein Klick sortiert</translation>
    </message>
    <message>
        <source>The learning rate from the next step on; Enter sets it</source>
        <translation>Die Lernrate ab dem nächsten Schritt; die Eingabetaste setzt sie</translation>
    </message>
    <message>
        <source>The learning rate over the epochs; the arrow keys read it off</source>
        <translation>Die Lernrate über den Epochen; die Pfeiltasten lesen sie ab</translation>
    </message>
    <message>
        <source>The lesson before</source>
        <translation>Die vorige Lektion</translation>
    </message>
    <message>
        <source>The lesson that is open</source>
        <translation>Die geöffnete Lektion</translation>
    </message>
    <message>
        <source>The lesson that is open: it is done</source>
        <translation>Die geöffnete Lektion: abgeschlossen</translation>
    </message>
    <message>
        <source>The list of lessons, and which ones are done</source>
        <translation>Die Liste der Lektionen, und welche erledigt sind</translation>
    </message>
    <message>
        <source>The loss did not fall at any learning rate. Look at the problems of network and data first.</source>
        <translation>Der Verlust ist bei keiner Lernrate gefallen. Erst die Probleme von Netz und Daten ansehen.</translation>
    </message>
    <message>
        <source>The loss is lowest at {0}; suggested is {1}.</source>
        <translation>Der Verlust ist am kleinsten bei {0}; vorgeschlagen ist {1}.</translation>
    </message>
    <message>
        <source>The loss of this output alone: training makes the sum of all outputs small</source>
        <translation>Der Verlust dieser Ausgabe allein: Das Training macht die Summe aller Ausgaben klein</translation>
    </message>
    <message>
        <source>The loss of {node} must count 0 or more, not {weight}</source>
        <translation>Der Verlust von {node} muss mit 0 oder mehr zählen, nicht mit {weight}</translation>
    </message>
    <message>
        <source>The loss or its gradient became too large; the last finite weights are kept. Try a smaller learning rate</source>
        <translation>Der Verlust oder sein Gradient wurde zu groß; die letzten endlichen Gewichte bleiben erhalten. Eine kleinere Lernrate versuchen</translation>
    </message>
    <message>
        <source>The loss stays as it is in this lesson. Close the lesson to change it.</source>
        <translation>Der Verlust bleibt in dieser Lektion, wie er ist. Zum Ändern die Lektion schließen.</translation>
    </message>
    <message>
        <source>The loss, in which the prediction meets the true values Y.</source>
        <translation>Der Verlust, in dem die Vorhersage auf die wahren Werte Y trifft.</translation>
    </message>
    <message>
        <source>The losses of all outputs count 0, so nothing is learned: let one count more</source>
        <translation>Die Verluste aller Ausgaben zählen 0, also wird nichts gelernt: lassen Sie einen mehr zählen</translation>
    </message>
    <message>
        <source>The mean loss of “{0}” over the batch, m = {1}</source>
        <translation>Der mittlere Verlust von „{0}“ über den Batch, m = {1}</translation>
    </message>
    <message>
        <source>The mean of the recalls: each class counts the same, however rare it is. Guessing would reach {0}</source>
        <translation>Der Mittelwert der Trefferquoten: Jede Klasse zählt gleich viel, so selten sie auch ist. Raten käme auf {0}</translation>
    </message>
    <message>
        <source>The mean of the target, or the share of each class, in the rows of the category; rare categories are drawn towards that of all rows.</source>
        <translation>Der Mittelwert der Zielgröße oder der Anteil jeder Klasse in den Zeilen der Kategorie; seltene Kategorien werden zum Wert aller Zeilen hingezogen.</translation>
    </message>
    <message>
        <source>The mean over the {0} outputs</source>
        <translation>Das Mittel über die {0} Ausgänge</translation>
    </message>
    <message>
        <source>The mean, looked one step ahead</source>
        <translation>Das Mittel, einen Schritt voraus</translation>
    </message>
    <message>
        <source>The mean, made up for having started at 0</source>
        <translation>Das Mittel, bereinigt um den Beginn bei 0</translation>
    </message>
    <message>
        <source>The middle of a longer one is used; a shorter one gets zeros at both ends.</source>
        <translation>Von einer längeren zählt die Mitte; eine kürzere bekommt Nullen an beiden Enden.</translation>
    </message>
    <message>
        <source>The network as a list, for keyboard and screen reader</source>
        <translation>Das Netz als Liste, für Tastatur und Screenreader</translation>
    </message>
    <message>
        <source>The network gives no numbers here: its training has come to nothing</source>
        <translation>Das Netz gibt hier keine Zahlen: Sein Training ist misslungen</translation>
    </message>
    <message>
        <source>The network gives {output} for each sample, the targets have {target}</source>
        <translation>Das Netz gibt für jedes Beispiel {output}, die Zielwerte haben {target}</translation>
    </message>
    <message>
        <source>The network has been trained further: measure this part anew.</source>
        <translation>Das Netz wurde weiter trainiert: Diesen Teil neu messen.</translation>
    </message>
    <message>
        <source>The network has no Input: samples cannot enter</source>
        <translation>Das Netz hat keinen Input: Beispiele können nicht eintreten</translation>
    </message>
    <message>
        <source>The network has no layer behind its Input</source>
        <translation>Das Netz hat keine Schicht hinter seinem Input</translation>
    </message>
    <message>
        <source>The network has no layer {node}</source>
        <translation>Das Netz hat keine Schicht {node}</translation>
    </message>
    <message>
        <source>The network has no output {node} to measure: its outputs are {nodes}</source>
        <translation>Das Netz hat keinen Ausgang {node} zum Messen: Die Ausgänge sind {nodes}</translation>
    </message>
    <message>
        <source>The network has no output {node} whose loss could count</source>
        <translation>Das Netz hat keinen Ausgang {node}, dessen Verlust zählen könnte</translation>
    </message>
    <message>
        <source>The network has no weights yet: train it first</source>
        <translation>Das Netz hat noch keine Gewichte: erst trainieren</translation>
    </message>
    <message>
        <source>The network has no weights {key}</source>
        <translation>Das Netz hat keine Gewichte {key}</translation>
    </message>
    <message>
        <source>The network has not been trained yet: there are no weights to export</source>
        <translation>Das Netz ist noch nicht trainiert: Es gibt keine Gewichte zu exportieren</translation>
    </message>
    <message>
        <source>The network has {classes} classes (0 to {last}), but row {row} is of class {value:g}</source>
        <translation>Das Netz hat {classes} Klassen (0 bis {last}), doch Zeile {row} gehört zu Klasse {value:g}</translation>
    </message>
    <message>
        <source>The network has {classes} classes; the targets must be class numbers or rows of {classes} numbers, not {target}</source>
        <translation>Das Netz hat {classes} Klassen; die Zielwerte müssen Klassennummern oder Zeilen von {classes} Zahlen sein, nicht {target}</translation>
    </message>
    <message>
        <source>The network has {count} {what} ({nodes}): give one array for each</source>
        <translation>{what} des Netzes: {count} ({nodes}); für jedes ein Array übergeben</translation>
    </message>
    <message>
        <source>The network is damaged: {cause}</source>
        <translation>Das Netz ist beschädigt: {cause}</translation>
    </message>
    <message>
        <source>The network is empty: add an Input and a layer</source>
        <translation>Das Netz ist leer: einen Input und eine Schicht hinzufügen</translation>
    </message>
    <message>
        <source>The network is empty: there is nothing to draw yet</source>
        <translation>Das Netz ist leer: Es gibt noch nichts zu zeichnen</translation>
    </message>
    <message>
        <source>The network is to give its input again as {wanted}, but {layer} gives the {count} numbers as {have}</source>
        <translation>Das Netz soll seine Eingabe als {wanted} wiedergeben, doch {layer} gibt die {count} Zahlen als {have}</translation>
    </message>
    <message>
        <source>The network is to give its input again, {wanted} numbers, but {layer} gives {have}</source>
        <translation>Das Netz soll seine Eingabe wiedergeben, {wanted} Zahlen, doch {layer} gibt {have}</translation>
    </message>
    <message>
        <source>The network is to give the sample again</source>
        <translation>Das Netz soll das Beispiel selbst wiedergeben</translation>
    </message>
    <message>
        <source>The network needs a table with the columns {names}</source>
        <translation>Das Netz braucht eine Tabelle mit den Spalten {names}</translation>
    </message>
    <message>
        <source>The network needs pictures, and a table that says more of each of them</source>
        <translation>Das Netz braucht Bilder und eine Tabelle, die mehr über jedes von ihnen sagt</translation>
    </message>
    <message>
        <source>The network needs samples of shape {shape}, that is {size} columns of numbers; these are {found}</source>
        <translation>Das Netz braucht Beispiele der Form {shape}, also {size} Spalten mit Zahlen; hier sind es {found}</translation>
    </message>
    <message>
        <source>The network needs samples of shape {wanted}, not {found}</source>
        <translation>Das Netz braucht Beispiele der Form {wanted}, nicht {found}</translation>
    </message>
    <message>
        <source>The network predicts {names}; choose the same columns as targets</source>
        <translation>Das Netz sagt {names} vorher; dieselben Spalten als Zielgrößen wählen</translation>
    </message>
    <message>
        <source>The network stays as it is in this lesson. Close the lesson to change it.</source>
        <translation>Das Netz bleibt in dieser Lektion, wie es ist. Zum Ändern die Lektion schließen.</translation>
    </message>
    <message>
        <source>The network takes samples of {want}; these{where} are {count} of {have}</source>
        <translation>Das Netz nimmt Beispiele der Form {want}; diese{where} sind {count} der Form {have}</translation>
    </message>
    <message>
        <source>The network was edited: {0} of {1} arrays of the last weights still fit.</source>
        <translation>Das Netz wurde bearbeitet: {0} von {1} Arrays der letzten Gewichte passen noch.</translation>
    </message>
    <message>
        <source>The network&apos;s outputs are {nodes}, the losses given are for {given}</source>
        <translation>Die Ausgänge des Netzes sind {nodes}, die angegebenen Verluste sind für {given}</translation>
    </message>
    <message>
        <source>The network&apos;s {what} are {nodes}, the arrays given are for {given}</source>
        <translation>{what} des Netzes: {nodes}; die übergebenen Arrays sind für {given}</translation>
    </message>
    <message>
        <source>The network. Arrows walk from layer to layer, C connects, Enter opens the settings.</source>
        <translation>Das Netz. Pfeile führen von Schicht zu Schicht, C verbindet, die Eingabetaste öffnet die Einstellungen.</translation>
    </message>
    <message>
        <source>The networks are drawn alike.</source>
        <translation>Die Netze sind gleich gezeichnet.</translation>
    </message>
    <message>
        <source>The new shape of one sample: it must hold as many values as the old one.</source>
        <translation>Die neue Form eines Beispiels: Sie muss so viele Werte fassen wie die alte.</translation>
    </message>
    <message>
        <source>The next lesson</source>
        <translation>Die nächste Lektion</translation>
    </message>
    <message>
        <source>The number in the middle; of categories the most frequent one.</source>
        <translation>Die Zahl in der Mitte; bei Kategorien die häufigste.</translation>
    </message>
    <message>
        <source>The number of epochs stays as it is in this lesson. Close the lesson to change it.</source>
        <translation>Die Zahl der Epochen bleibt in dieser Lektion, wie sie ist. Zum Ändern die Lektion schließen.</translation>
    </message>
    <message>
        <source>The numbers as they are in the file.</source>
        <translation>Die Zahlen, wie sie in der Datei stehen.</translation>
    </message>
    <message>
        <source>The numbers of {layer} left the finite range; the last finite weights are kept. Try a smaller learning rate</source>
        <translation>Die Zahlen von {layer} haben den endlichen Bereich verlassen; die letzten endlichen Gewichte bleiben erhalten. Eine kleinere Lernrate versuchen</translation>
    </message>
    <message>
        <source>The older, approximate form of GELU; at most 0.0005 beside the exact one.</source>
        <translation>Die ältere Näherung von GELU; weicht höchstens 0.0005 von der genauen ab.</translation>
    </message>
    <message>
        <source>The one with the lowest validation loss; the figures are its own</source>
        <translation>Die mit dem kleinsten Validierungsverlust; die Kennzahlen sind ihre</translation>
    </message>
    <message>
        <source>The optimizer stays as it is in this lesson. Close the lesson to change it.</source>
        <translation>Der Optimierer bleibt in dieser Lektion, wie er ist. Zum Ändern die Lektion schließen.</translation>
    </message>
    <message>
        <source>The other layer</source>
        <translation>Die andere Schicht</translation>
    </message>
    <message>
        <source>The others keep their present values.</source>
        <translation>Die anderen behalten ihre jetzigen Werte.</translation>
    </message>
    <message>
        <source>The others start from random values, as usual.</source>
        <translation>Die anderen beginnen wie üblich mit Zufallswerten.</translation>
    </message>
    <message>
        <source>The output {name} is a row here, without the axes of length 1 that the file has behind it</source>
        <translation>Die Ausgabe {name} ist hier eine Zeile, ohne die Achsen der Länge 1, die die Datei dahinter hat</translation>
    </message>
    <message>
        <source>The output {name} is left out: it names the class with the largest probability</source>
        <translation>Der Ausgang {name} fällt weg: Er nennt die Klasse mit der größten Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>The output {name} is the probability of the second class here, where the file has those of both</source>
        <translation>Der Ausgang {name} gibt hier die Wahrscheinlichkeit der zweiten Klasse, wo die Datei die beider Klassen hat</translation>
    </message>
    <message>
        <source>The page would be {length:.0f} cm long, and PDF files end at {most:.0f} cm: choose a smaller text size or another arrangement</source>
        <translation>Die Seite wäre {length:.0f} cm lang, und PDF-Dateien enden bei {most:.0f} cm: eine kleinere Textgröße oder eine andere Anordnung wählen</translation>
    </message>
    <message>
        <source>The part of each sample that this Input gets; the other Inputs get the rest</source>
        <translation>Der Teil jedes Beispiels, den dieser Input erhält; die anderen Inputs erhalten den Rest</translation>
    </message>
    <message>
        <source>The part of the input that one value of the layer depends on</source>
        <translation>Der Teil der Eingabe, von dem ein Wert der Schicht abhängt</translation>
    </message>
    <message>
        <source>The part of the input that one value of this layer depends on</source>
        <translation>Der Teil der Eingabe, von dem ein Wert dieser Schicht abhängt</translation>
    </message>
    <message>
        <source>The path in words</source>
        <translation>Der Weg in Worten</translation>
    </message>
    <message>
        <source>The picture as it is</source>
        <translation>Das Bild, wie es ist</translation>
    </message>
    <message>
        <source>The picture in twelve epochs</source>
        <translation>Das Bild in zwölf Epochen</translation>
    </message>
    <message>
        <source>The picture would have {width}×{height} pixels: choose at most {dpi} dpi, or a smaller text size</source>
        <translation>Das Bild hätte {width}×{height} Pixel: höchstens {dpi} dpi oder eine kleinere Textgröße wählen</translation>
    </message>
    <message>
        <source>The pictures and {inputs} are learned from; left out: {columns}</source>
        <translation>Gelernt wird aus den Bildern und {inputs}; weggelassen: {columns}</translation>
    </message>
    <message>
        <source>The pixels of its border go on.</source>
        <translation>Die Pixel am Rand setzen sich fort.</translation>
    </message>
    <message>
        <source>The points stay as they are while a run goes on.</source>
        <translation>Die Punkte bleiben, wie sie sind, solange ein Lauf im Gang ist.</translation>
    </message>
    <message>
        <source>The processor of this computer, with all its cores.</source>
        <translation>Der Prozessor dieses Computers, mit allen Kernen.</translation>
    </message>
    <message>
        <source>The project asks for {path}, which is not in its folder: open it in the window and agree</source>
        <translation>Das Projekt verlangt {path} außerhalb seines Ordners: im Fenster öffnen und zustimmen</translation>
    </message>
    <message>
        <source>The project has no data yet: choose a data set, a file or a folder</source>
        <translation>Das Projekt hat noch keine Daten: einen Datensatz, eine Datei oder einen Ordner wählen</translation>
    </message>
    <message>
        <source>The project holds a name that is no valid text; rename it</source>
        <translation>Das Projekt enthält einen Namen, der kein gültiger Text ist; bitte umbenennen</translation>
    </message>
    <message>
        <source>The project is too large to be saved: {name} has {size:,} bytes</source>
        <translation>Das Projekt ist zu groß zum Speichern: {name} hat {size:,} Bytes</translation>
    </message>
    <message>
        <source>The project remembers no runs: leave out --again</source>
        <translation>Das Projekt kennt keine früheren Läufe: --again weglassen</translation>
    </message>
    <message>
        <source>The project&apos;s data is in no file: there is nothing to keep</source>
        <translation>Die Daten des Projekts liegen in keiner Datei: Es gibt nichts zu behalten</translation>
    </message>
    <message>
        <source>The project, its weights and the sealed test part stay as they are.</source>
        <translation>Das Projekt, seine Gewichte und der versiegelte Testteil bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>The range test of Smith (2017): each step is taken with a larger learning rate.</source>
        <translation>Der Bereichstest nach Smith (2017): Jeder Schritt nutzt eine größere Lernrate.</translation>
    </message>
    <message>
        <source>The result on the test part; it is no longer sealed then.</source>
        <translation>Das Ergebnis am Testteil; er ist danach nicht mehr versiegelt.</translation>
    </message>
    <message>
        <source>The rows given for the {what} have different lengths</source>
        <translation>{what}: Die Zeilen sind verschieden lang</translation>
    </message>
    <message>
        <source>The run cannot go on: {0}. What it had learned is kept</source>
        <translation>Der Lauf kann nicht weitergehen: {0}. Was er gelernt hatte, bleibt erhalten</translation>
    </message>
    <message>
        <source>The run goes on with the network and the data it was begun with</source>
        <translation>Der Lauf geht mit dem Netz und den Daten weiter, mit denen er begonnen hat</translation>
    </message>
    <message>
        <source>The run goes on with the settings it was begun with; the new ones hold from the next start. Its own learning rate is set beside the curves</source>
        <translation>Der Lauf geht mit den Einstellungen weiter, mit denen er begonnen hat; die neuen gelten ab dem nächsten Start. Seine eigene Lernrate lässt sich neben den Kurven einstellen</translation>
    </message>
    <message>
        <source>The run under way ends; those that have ended stay</source>
        <translation>Der jetzige Lauf wird beendet; was schon zu Ende ist, bleibt</translation>
    </message>
    <message>
        <source>The safety copy could not be written: {0}</source>
        <translation>Die Sicherungskopie ließ sich nicht schreiben: {0}</translation>
    </message>
    <message>
        <source>The same learning rate from the first epoch to the last.</source>
        <translation>Dieselbe Lernrate von der ersten bis zur letzten Epoche.</translation>
    </message>
    <message>
        <source>The same with bands as wide as the ear hears them: narrow for deep tones, wide for high ones.</source>
        <translation>Dasselbe mit Bändern, so breit, wie das Ohr sie hört: schmal bei tiefen Tönen, breit bei hohen.</translation>
    </message>
    <message>
        <source>The sample</source>
        <translation>Das Beispiel</translation>
    </message>
    <message>
        <source>The sample and the answer</source>
        <translation>Das Beispiel und die Antwort</translation>
    </message>
    <message>
        <source>The sample as the network sees it</source>
        <translation>Das Beispiel, wie das Netz es sieht</translation>
    </message>
    <message>
        <source>The saved position of the run does not fit these settings</source>
        <translation>Die gespeicherte Stelle des Laufs passt nicht zu diesen Einstellungen</translation>
    </message>
    <message>
        <source>The saved state of the optimizer does not fit this network</source>
        <translation>Der gespeicherte Zustand des Optimierers passt nicht zu diesem Netz</translation>
    </message>
    <message>
        <source>The scaled targets go from {least:.2f} to {most:.2f}, but {layer} with {name} answers {range} only</source>
        <translation>Die skalierten Zielwerte reichen von {least:.2f} bis {most:.2f}, doch {layer} mit {name} antwortet nur mit {range}</translation>
    </message>
    <message>
        <source>The seed must be 0 or more, not {seed}</source>
        <translation>Der Seed muss 0 oder größer sein, nicht {seed}</translation>
    </message>
    <message>
        <source>The shape of a sample on each wire, such as 28×28×1.</source>
        <translation>Die Form eines Beispiels an jeder Verbindung, etwa 28×28×1.</translation>
    </message>
    <message>
        <source>The sheet {sheet} is read, one of {count}</source>
        <translation>Blatt {sheet} wird gelesen, eines von {count}</translation>
    </message>
    <message>
        <source>The squares, made up for having started at 0</source>
        <translation>Die Quadrate, bereinigt um den Beginn bei 0</translation>
    </message>
    <message>
        <source>The sum of all squared gradients so far</source>
        <translation>Die Summe aller bisherigen quadrierten Gradienten</translation>
    </message>
    <message>
        <source>The target of row {row} is not a finite number</source>
        <translation>Der Zielwert von Zeile {row} ist keine endliche Zahl</translation>
    </message>
    <message>
        <source>The target of row {row} is too large for {dtype}</source>
        <translation>Die Zielgröße von Zeile {row} ist zu groß für {dtype}</translation>
    </message>
    <message>
        <source>The targets have a number for each of the {classes} classes; row {row} must hold one 1 and else zeros</source>
        <translation>Die Zielwerte haben eine Zahl für jede der {classes} Klassen; Zeile {row} muss eine 1 und sonst Nullen enthalten</translation>
    </message>
    <message>
        <source>The test part has been kept aside: neither training nor validation has seen it. Open it once, at the end.</source>
        <translation>Der Testteil wurde beiseitegelegt: Weder Training noch Validierung haben ihn gesehen. Öffnen Sie ihn einmal, ganz am Ende.</translation>
    </message>
    <message>
        <source>The text</source>
        <translation>Der Text</translation>
    </message>
    <message>
        <source>The text is longer than any network</source>
        <translation>Der Text ist länger als jedes Netz</translation>
    </message>
    <message>
        <source>The training part is empty</source>
        <translation>Der Trainingsteil ist leer</translation>
    </message>
    <message>
        <source>The training settings stay as they are in this lesson. Close the lesson to change them.</source>
        <translation>Die Trainingseinstellungen bleiben in dieser Lektion, wie sie sind. Zum Ändern die Lektion schließen.</translation>
    </message>
    <message>
        <source>The training that is under way ends.</source>
        <translation>Das laufende Training wird beendet.</translation>
    </message>
    <message>
        <source>The units below the names of the columns are left out: {units}</source>
        <translation>Die Einheiten unter den Spaltennamen werden weggelassen: {units}</translation>
    </message>
    <message>
        <source>The validation loss became infinite; the weights are kept. Try a smaller learning rate</source>
        <translation>Der Validierungsverlust wurde unendlich; die Gewichte bleiben erhalten. Eine kleinere Lernrate versuchen</translation>
    </message>
    <message>
        <source>The value that occurs most often.</source>
        <translation>Der Wert, der am häufigsten vorkommt.</translation>
    </message>
    <message>
        <source>The velocity: what is left of earlier steps, and this gradient</source>
        <translation>Die Geschwindigkeit: was von früheren Schritten bleibt, und dieser Gradient</translation>
    </message>
    <message>
        <source>The weight after the step</source>
        <translation>Das Gewicht nach dem Schritt</translation>
    </message>
    <message>
        <source>The weight shrinks a little</source>
        <translation>Das Gewicht schrumpft ein wenig</translation>
    </message>
    <message>
        <source>The weights are from an earlier network</source>
        <translation>Die Gewichte stammen von einem früheren Netz</translation>
    </message>
    <message>
        <source>The weights are from other data</source>
        <translation>Die Gewichte stammen von anderen Daten</translation>
    </message>
    <message>
        <source>The weights of the earlier run could not be kept: {0}</source>
        <translation>Die Gewichte des früheren Laufs konnten nicht aufbewahrt werden: {0}</translation>
    </message>
    <message>
        <source>The weights of {0} fit the network no more: training starts from new ones.</source>
        <translation>Die Gewichte aus {0} passen nicht mehr zum Netz: Das Training beginnt mit neuen.</translation>
    </message>
    <message>
        <source>The weights of {run} are not kept on this computer any more</source>
        <translation>Die Gewichte von {run} sind auf diesem Rechner nicht mehr aufbewahrt</translation>
    </message>
    <message>
        <source>The weights that are kept for {run} belong to another run</source>
        <translation>Die für {run} aufbewahrten Gewichte gehören zu einem anderen Lauf</translation>
    </message>
    <message>
        <source>The weights, for numpy.load</source>
        <translation>Die Gewichte, für numpy.load</translation>
    </message>
    <message>
        <source>The weights, safe to share, for PyTorch, JAX and others</source>
        <translation>Die Gewichte, sicher weiterzugeben, für PyTorch, JAX und andere</translation>
    </message>
    <message>
        <source>The wheel zooms, dragging moves; Enter looks at the sample under the cross</source>
        <translation>Das Rad vergrößert, Ziehen verschiebt; die Eingabetaste zeigt das Beispiel unter dem Kreuz</translation>
    </message>
    <message>
        <source>The whole network, for Keras 3 over TensorFlow, JAX or PyTorch</source>
        <translation>Das ganze Netz, für Keras 3 mit TensorFlow, JAX oder PyTorch</translation>
    </message>
    <message>
        <source>The whole network, for ONNX Runtime, browsers and phones</source>
        <translation>Das ganze Netz, für ONNX Runtime, Browser und Mobilgeräte</translation>
    </message>
    <message>
        <source>The window needs PySide6, which is not installed: pip install PySide6-Essentials</source>
        <translation>Das Fenster braucht PySide6, das nicht installiert ist: pip install PySide6-Essentials</translation>
    </message>
    <message>
        <source>The window needs the library {library}, which is not installed.
  Debian, Ubuntu:  sudo apt install {debian}
  Fedora:          sudo dnf install {fedora}</source>
        <translation>Das Fenster braucht die Bibliothek {library}, die nicht installiert ist.
  Debian, Ubuntu:  sudo apt install {debian}
  Fedora:          sudo dnf install {fedora}</translation>
    </message>
    <message>
        <source>The {0} most active neurons are shown: their answers differ most. The layer has {1}.</source>
        <translation>Gezeigt sind die {0} aktivsten Neuronen: Ihre Antworten unterscheiden sich am meisten. Die Schicht hat {1}.</translation>
    </message>
    <message>
        <source>The {activation} of {layer} saturates: {share} of its values lie where it is flat, and no gradient comes through. Put batch norm before it, or try ReLU</source>
        <translation>Die Aktivierung {activation} von {layer} ist gesättigt: {share} ihrer Werte liegen dort, wo sie flach ist, und es kommt kein Gradient durch. BatchNorm davorsetzen oder ReLU versuchen</translation>
    </message>
    <message>
        <source>The {name} data must be a pair (samples, targets)</source>
        <translation>Daten für {name}: erwartet wird ein Paar (samples, targets)</translation>
    </message>
    <message>
        <source>The {what} must be a whole number from {least} to {most}, not {value}</source>
        <translation>{what}: erwartet wird eine ganze Zahl von {least} bis {most}, nicht {value}</translation>
    </message>
    <message>
        <source>The {what} must be a whole number of at least {least}, not {value}</source>
        <translation>{what}: erwartet wird eine ganze Zahl ab {least}, nicht {value}</translation>
    </message>
    <message>
        <source>The {what} must be one such as {example}, not {value}</source>
        <translation>{what}: erwartet wird etwas wie {example}, nicht {value}</translation>
    </message>
    <message>
        <source>Their outputs are equal on {0}.</source>
        <translation>Bei {0} sind die Ausgaben gleich.</translation>
    </message>
    <message>
        <source>Their outputs differ by at most {0} on {1}.</source>
        <translation>Bei {1} weichen die Ausgaben um höchstens {0} voneinander ab.</translation>
    </message>
    <message>
        <source>Their outputs on {0}: {1}.</source>
        <translation>Ihre Ausgaben bei {0}: {1}.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Then what follows stays as it is</source>
        <translation>Dann bleibt, was folgt, wie es ist</translation>
    </message>
    <message>
        <source>There are no trained weights yet: train the network first</source>
        <translation>Es gibt noch keine trainierten Gewichte: erst das Netz trainieren</translation>
    </message>
    <message>
        <source>There are two columns {wanted}; one is now {name}</source>
        <translation>Es gibt zwei Spalten {wanted}; eine heißt jetzt {name}</translation>
    </message>
    <message>
        <source>There are unsaved changes of {0} by a window on another computer, which may still be open.</source>
        <translation>Ein Fenster auf einem anderen Rechner, das vielleicht noch offen ist, hat ungespeicherte Änderungen: {0}.</translation>
    </message>
    <message>
        <source>There are unsaved changes of {0} from an earlier time.</source>
        <translation>Von früher gibt es ungespeicherte Änderungen: {0}.</translation>
    </message>
    <message>
        <source>There are {0} notes about it.</source>
        <translation>Dazu gibt es {0} Hinweise.</translation>
    </message>
    <message>
        <source>There are {have} class weights, but {want} classes: give one for each, or none</source>
        <translation>Es gibt {have} Klassengewichte, aber {want} Klassen: für jede eines angeben oder keines</translation>
    </message>
    <message>
        <source>There are {samples} but {targets}</source>
        <translation>Es gibt {samples}, aber {targets}</translation>
    </message>
    <message>
        <source>There is no cached data</source>
        <translation>Keine Daten zwischengespeichert</translation>
    </message>
    <message>
        <source>There is no layer that {0} could feed</source>
        <translation>Es gibt keine Schicht, in die {0} führen könnte</translation>
    </message>
    <message>
        <source>There is no network yet that weights could go into: draw it, or open a model with File → Open</source>
        <translation>Noch gibt es kein Netz, das die Gewichte aufnehmen könnte: eines zeichnen oder mit Datei → Öffnen ein Modell öffnen</translation>
    </message>
    <message>
        <source>There is no run {name}; there are: {names}</source>
        <translation>Es gibt keinen Lauf {name}; vorhanden: {names}</translation>
    </message>
    <message>
        <source>There is no sample {row} among {count}</source>
        <translation>Unter {count} Beispielen gibt es kein Beispiel {row}</translation>
    </message>
    <message>
        <source>There is no table on the clipboard: copy some cells of a spreadsheet first</source>
        <translation>In der Zwischenablage ist keine Tabelle: erst Zellen einer Tabellenkalkulation kopieren</translation>
    </message>
    <message>
        <source>There is not enough memory for a picture of {width}×{height} pixels</source>
        <translation>Für ein Bild von {width}×{height} Pixeln reicht der Speicher nicht</translation>
    </message>
    <message>
        <source>There is not enough memory for this</source>
        <translation>Dafür reicht der Speicher nicht</translation>
    </message>
    <message>
        <source>These layers have no setting in common.</source>
        <translation>Diese Schichten haben keine gemeinsame Einstellung.</translation>
    </message>
    <message>
        <source>These two are connected already</source>
        <translation>Diese beiden sind schon verbunden</translation>
    </message>
    <message>
        <source>They can be judged on the test part, exported, or trained on.</source>
        <translation>Sie lassen sich am Testteil beurteilen, exportieren oder weitertrainieren.</translation>
    </message>
    <message>
        <source>They differ in: {0}.</source>
        <translation>Verschieden sind: {0}.</translation>
    </message>
    <message>
        <source>Thin: the loss of each batch; thick: smoothed over neighbouring steps.</source>
        <translation>Dünn: der Verlust jedes Batches; dick: über benachbarte Schritte geglättet.</translation>
    </message>
    <message>
        <source>This class is yes, all others are no</source>
        <translation>Diese Klasse ist Ja, alle anderen sind Nein</translation>
    </message>
    <message>
        <source>This data is not kept in the project file. {0}</source>
        <translation>Diese Daten werden nicht in der Projektdatei behalten. {0}</translation>
    </message>
    <message>
        <source>This is the learning rate that is set</source>
        <translation>Das ist die eingestellte Lernrate</translation>
    </message>
    <message>
        <source>This network</source>
        <translation>Dieses Netz</translation>
    </message>
    <message>
        <source>This network cannot answer several questions at once: use the textbook network</source>
        <translation>Dieses Netz kann nicht mehrere Fragen zugleich beantworten: das Netz des Lehrbuchs verwenden</translation>
    </message>
    <message>
        <source>This network is too large to look inside while it learns</source>
        <translation>Dieses Netz ist zu groß, um hineinzusehen, während es lernt</translation>
    </message>
    <message>
        <source>This network is too large to look into one step of it</source>
        <translation>Dieses Netz ist zu groß, um einen seiner Schritte zu zeigen</translation>
    </message>
    <message>
        <source>This network is too large to look into while it trains: even {0} samples would hold it up for seconds.</source>
        <translation>Dieses Netz ist zu groß, um während des Trainings hineinzusehen: Schon {0} Beispiele würden das Training um Sekunden aufhalten.</translation>
    </message>
    <message>
        <source>This network needs about {needed} of memory, and {free} are free: make its layers smaller</source>
        <translation>Dieses Netz braucht etwa {needed} Speicher, frei sind {free}: die Schichten verkleinern</translation>
    </message>
    <message>
        <source>This network needs about {needed} of the GPU&apos;s memory, and {free} are free: make its layers smaller</source>
        <translation>Dieses Netz braucht etwa {needed} Speicher der GPU, frei sind {free}: die Schichten verkleinern</translation>
    </message>
    <message>
        <source>This project wants to read data from another computer: {0}</source>
        <translation>Dieses Projekt möchte Daten von einem anderen Rechner lesen: {0}</translation>
    </message>
    <message>
        <source>This project wants to read data outside its folder: {0}</source>
        <translation>Dieses Projekt möchte Daten außerhalb seines Ordners lesen: {0}</translation>
    </message>
    <message>
        <source>This run cannot go on: network, data or settings have changed since. Train anew</source>
        <translation>Dieser Lauf kann nicht weitergehen: Netz, Daten oder Einstellungen haben sich seitdem geändert. Neu trainieren</translation>
    </message>
    <message>
        <source>This version does not know the layer {name}; replace it or open the file with a newer version</source>
        <translation>Diese Version kennt die Schicht {name} nicht: sie ersetzen oder die Datei mit einer neueren Version öffnen</translation>
    </message>
    <message>
        <source>This wire would close a circle</source>
        <translation>Diese Verbindung würde einen Kreis schließen</translation>
    </message>
    <message>
        <source>Those in which the runs differ</source>
        <translation>Die, in denen sich die Läufe unterscheiden</translation>
    </message>
    <message>
        <source>Those that are learned from, anew in every epoch: the network sees more than there is.</source>
        <translation>Die, aus denen gelernt wird, in jeder Epoche neu: Das Netz sieht mehr, als da ist.</translation>
    </message>
    <message>
        <source>Thought less probable than it is: {0} on average, and true of {1}.</source>
        <translation>Für unwahrscheinlicher gehalten, als es ist: im Mittel {0}, wahr bei {1}.</translation>
    </message>
    <message>
        <source>Thought more probable than it is: {0} on average, and true of {1}.</source>
        <translation>Für wahrscheinlicher gehalten, als es ist: im Mittel {0}, wahr bei {1}.</translation>
    </message>
    <message>
        <source>Three classes in three clouds: easy.</source>
        <translation>Drei Klassen in drei Wolken: leicht.</translation>
    </message>
    <message>
        <source>Three clouds</source>
        <translation>Drei Wolken</translation>
    </message>
    <message>
        <source>Three flowers</source>
        <translation>Drei Blumen</translation>
    </message>
    <message>
        <source>Three header rows, as Orange writes them: names, types and roles of the columns</source>
        <translation>Drei Kopfzeilen, wie bei Orange üblich: Namen, Typen und Rollen der Spalten</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Threshold, slider</source>
        <translation>Schwelle, Schieberegler</translation>
    </message>
    <message>
        <source>Tidily, in lines like a text.</source>
        <translation>Ordentlich, in Zeilen wie ein Text.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>Time of the day</source>
        <translation>Tageszeit</translation>
    </message>
    <message>
        <source>Time of the year</source>
        <translation>Zeit im Jahr</translation>
    </message>
    <message>
        <source>Timed on this computer, over the first steps of a run on a copy of the network. The memory is what training takes beside the program and the data.</source>
        <translation>Auf diesem Computer gemessen, an den ersten Schritten eines Laufs mit einer Kopie des Netzes. Der Speicher ist das, was das Training neben Programm und Daten braucht.</translation>
    </message>
    <message>
        <source>Timing the first steps…</source>
        <translation>Zeit der ersten Schritte wird gemessen…</translation>
    </message>
    <message>
        <source>To be mended then</source>
        <translation>Danach zu beheben</translation>
    </message>
    <message>
        <source>To follow itself, a block needs its input from one layer before it</source>
        <translation>Um auf sich selbst zu folgen, braucht ein Block seine Eingabe von einer einzigen Schicht davor</translation>
    </message>
    <message>
        <source>To follow itself, a block needs one last layer, which all the others lead to</source>
        <translation>Um auf sich selbst zu folgen, braucht ein Block eine letzte Schicht, zu der alle anderen führen</translation>
    </message>
    <message>
        <source>Too early to say: a few epochs show where the curves go</source>
        <translation>Noch zu früh für ein Urteil: Ein paar Epochen zeigen, wohin die Kurven gehen</translation>
    </message>
    <message>
        <source>Too sure of itself: {0} sure on average, but right in {1}.</source>
        <translation>Sich zu sicher: im Mittel zu {0} sicher, aber richtig in {1}.</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>Oben</translation>
    </message>
    <message>
        <source>Top-k accuracy</source>
        <translation>Top-k-Genauigkeit</translation>
    </message>
    <message>
        <source>Tour, {0}: {1}</source>
        <translation>Rundgang, {0}: {1}</translation>
    </message>
    <message>
        <source>Tra&amp;ining settings</source>
        <translation>Tra&amp;iningseinstellungen</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>Train again</source>
        <translation>Neu trainieren</translation>
    </message>
    <message>
        <source>Train anew from the last weights instead of random ones; Undo takes them away again</source>
        <translation>Neu trainieren, ausgehend von den letzten Gewichten statt von zufälligen; Rückgängig nimmt sie wieder weg</translation>
    </message>
    <message>
        <source>Train anew from where the validation loss was least: what came after is left behind</source>
        <translation>Neu trainieren, ausgehend vom kleinsten Validierungsverlust: was danach kam, bleibt zurück</translation>
    </message>
    <message>
        <source>Train begins with new ones.</source>
        <translation>Das Training beginnt mit neuen.</translation>
    </message>
    <message>
        <source>Train begins with those of {0}.</source>
        <translation>Das Training beginnt mit denen aus {0}.</translation>
    </message>
    <message>
        <source>Train from those that fit</source>
        <translation>Mit den passenden beginnen</translation>
    </message>
    <message>
        <source>Train it</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>Train longer</source>
        <translation>Länger trainieren</translation>
    </message>
    <message>
        <source>Train on the CPU</source>
        <translation>Auf der CPU trainieren</translation>
    </message>
    <message>
        <source>Train se&amp;veral times…</source>
        <translation>&amp;Mehrmals trainieren…</translation>
    </message>
    <message>
        <source>Train several times</source>
        <translation>Mehrmals trainieren</translation>
    </message>
    <message>
        <source>Train the network first. Its results on the sealed test part will stand here.</source>
        <translation>Erst das Netz trainieren. Dann stehen hier seine Ergebnisse am versiegelten Testteil.</translation>
    </message>
    <message>
        <source>Train the same network with the same seed, and see whether the curve is the same</source>
        <translation>Dasselbe Netz mit demselben Seed trainieren und sehen, ob die Kurve dieselbe ist</translation>
    </message>
    <message>
        <source>Train with what was read</source>
        <translation>Mit dem Gelesenen trainieren</translation>
    </message>
    <message>
        <source>Train, and you see here how each layer is doing: how much of the error&apos;s signal reaches it, how far a step moves its weights, how many of its neurons are silent, and how its weights, gradients and activations are spread. Where something is ill, a sentence says so, here and on the layer&apos;s card, with a button that helps.</source>
        <translation>Beim Trainieren zeigt sich hier, wie es jeder Schicht geht: wie viel vom Fehlersignal sie erreicht, wie weit ein Schritt ihre Gewichte bewegt, wie viele ihrer Neuronen stumm sind und wie ihre Gewichte, Gradienten und Aktivierungen verteilt sind. Wo etwas nicht stimmt, sagt es ein Satz, hier und auf der Karte der Schicht, mit einem Knopf, der hilft.</translation>
    </message>
    <message>
        <source>Trained with channels first (usual for PyTorch)</source>
        <translation>Mit den Kanälen zuerst trainiert (üblich bei PyTorch)</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Training leaves these weights as they are; the other layers still learn.</source>
        <translation>Das Training lässt diese Gewichte, wie sie sind; die anderen Schichten lernen weiter.</translation>
    </message>
    <message>
        <source>Training memory</source>
        <translation>Trainingsspeicher</translation>
    </message>
    <message>
        <source>Training needs at least {weights} for weights and {batch} × {sample} for a batch, {needed} in all, and {free} are free: lower the batch size</source>
        <translation>Das Training braucht mindestens {weights} für Gewichte und {batch} × {sample} für einen Batch, zusammen {needed}; frei sind {free}: Batchgröße senken</translation>
    </message>
    <message>
        <source>Training needs at least {weights} for weights and {batch} × {sample} for a batch, {needed} in all, and {free} are free: make the layers smaller</source>
        <translation>Das Training braucht mindestens {weights} für Gewichte und {batch} × {sample} für einen Batch, zusammen {needed}; frei sind {free}: Schichten verkleinern</translation>
    </message>
    <message>
        <source>Training of {0} was interrupted in epoch {1} of {2}.</source>
        <translation>Training unterbrochen in Epoche {1} von {2}: {0}.</translation>
    </message>
    <message>
        <source>Training of {0} was interrupted.</source>
        <translation>Training unterbrochen: {0}.</translation>
    </message>
    <message>
        <source>Training on a GPU</source>
        <translation>Training auf einer GPU</translation>
    </message>
    <message>
        <source>Training points (filled)</source>
        <translation>Trainingspunkte (gefüllt)</translation>
    </message>
    <message>
        <source>Training samples</source>
        <translation>Trainingsbeispiele</translation>
    </message>
    <message>
        <source>Training settings that differ</source>
        <translation>Abweichende Trainingseinstellungen</translation>
    </message>
    <message>
        <source>Training starts from the weights of {0}</source>
        <translation>Das Training beginnt mit den Gewichten aus {0}</translation>
    </message>
    <message>
        <source>Training starts from the weights of {0}, where they fit: {1} of {2} arrays.</source>
        <translation>Das Training beginnt mit den Gewichten aus {0}, wo sie passen: {1} von {2} Arrays.</translation>
    </message>
    <message>
        <source>Training starts from the weights of {0}.</source>
        <translation>Das Training beginnt mit den Gewichten aus {0}.</translation>
    </message>
    <message>
        <source>Training this network with batches of {batch} needs about {needed} of memory, and {free} are free: a batch size of {smaller} fits</source>
        <translation>Das Training dieses Netzes mit Batches von {batch} braucht etwa {needed} Speicher, frei sind {free}: eine Batchgröße von {smaller} passt</translation>
    </message>
    <message>
        <source>Training this network with batches of {batch} needs about {needed} of the GPU&apos;s memory, and {free} are free: a batch size of {smaller} fits</source>
        <translation>Das Training dieses Netzes mit Batches von {batch} braucht etwa {needed} Speicher der GPU, frei sind {free}: eine Batchgröße von {smaller} passt</translation>
    </message>
    <message>
        <source>Training time</source>
        <translation>Trainingszeit</translation>
    </message>
    <message>
        <source>Training: an output must name a layer, not {value}</source>
        <translation>Training: eine Ausgabe muss eine Schicht nennen, nicht {value}</translation>
    </message>
    <message>
        <source>Training: the outputs must be a list, not {value}</source>
        <translation>Training: die Ausgaben müssen eine Liste sein, nicht {value}</translation>
    </message>
    <message>
        <source>Translating the network</source>
        <translation>Netz wird übersetzt</translation>
    </message>
    <message>
        <source>True</source>
        <translation>Wahr</translation>
    </message>
    <message>
        <source>True positive rate</source>
        <translation>Richtig-positiv-Rate</translation>
    </message>
    <message>
        <source>True: {0}</source>
        <translation>Wahr: {0}</translation>
    </message>
    <message>
        <source>Truth</source>
        <translation>Wahrheit</translation>
    </message>
    <message>
        <source>Truth {0}, answer {1} ({2})</source>
        <translation>Wahrheit {0}, Antwort {1} ({2})</translation>
    </message>
    <message>
        <source>Try a sample</source>
        <translation>Ein Beispiel ausprobieren</translation>
    </message>
    <message>
        <source>Try a tenth of it</source>
        <translation>Ein Zehntel davon versuchen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Try growing learning rates on a copy of the network: a few seconds, and one is suggested</source>
        <translation>Wachsende Lernraten an einer Kopie des Netzes probieren: ein paar Sekunden, dann wird eine vorgeschlagen</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Try ten times as much</source>
        <translation>Das Zehnfache versuchen</translation>
    </message>
    <message>
        <source>Trying growing learning rates on a copy of the network…</source>
        <translation>Wachsende Lernraten werden an einer Kopie des Netzes probiert…</translation>
    </message>
    <message>
        <source>Turns a signal and keeps its length; suits deep networks.</source>
        <translation>Dreht ein Signal und erhält seine Länge; passt zu tiefen Netzen.</translation>
    </message>
    <message>
        <source>Turns pictures to either side</source>
        <translation>Dreht Bilder nach beiden Seiten</translation>
    </message>
    <message>
        <source>Turns the sums of a layer into the probabilities of classes.</source>
        <translation>Macht aus den Summen einer Schicht die Wahrscheinlichkeiten der Klassen.</translation>
    </message>
    <message>
        <source>Two Inputs share the features of a table, at least 2, but these samples are {shape}: use the textbook network</source>
        <translation>Zwei Inputs teilen sich die Merkmale einer Tabelle, mindestens 2, diese Beispiele haben aber die Form {shape}: das Lehrbuchnetz verwenden</translation>
    </message>
    <message>
        <source>Two arms that turn around each other: hard.</source>
        <translation>Zwei Arme, die sich umeinander winden: schwer.</translation>
    </message>
    <message>
        <source>Two axes are</source>
        <translation>Zwei Achsen sind</translation>
    </message>
    <message>
        <source>Two convolutions and two dense layers that read images</source>
        <translation>Zwei Faltungen und zwei Dense-Schichten, die Bilder lesen</translation>
    </message>
    <message>
        <source>Two different files of the data are called {name}: choose one of them anew, under another name</source>
        <translation>Zwei verschiedene Dateien der Daten heißen {name}: eine davon neu wählen, unter einem anderen Namen</translation>
    </message>
    <message>
        <source>Two groups of features, read apart and then together</source>
        <translation>Zwei Gruppen von Merkmalen, erst getrennt gelesen, dann zusammen</translation>
    </message>
    <message>
        <source>Two half circles that reach into each other.</source>
        <translation>Zwei Halbkreise, die ineinandergreifen.</translation>
    </message>
    <message>
        <source>Two inputs</source>
        <translation>Zwei Inputs</translation>
    </message>
    <message>
        <source>Two inputs, one answer</source>
        <translation>Zwei Eingaben, eine Antwort</translation>
    </message>
    <message>
        <source>Two layers of the network have the same id</source>
        <translation>Zwei Schichten des Netzes haben dieselbe ID</translation>
    </message>
    <message>
        <source>Two metrics are called {key}: measure one at a time</source>
        <translation>Zwei Metriken heißen {key}: nur eine davon messen</translation>
    </message>
    <message>
        <source>Two moons</source>
        <translation>Zwei Monde</translation>
    </message>
    <message>
        <source>Two spirals</source>
        <translation>Zwei Spiralen</translation>
    </message>
    <message>
        <source>Two wires end in the same input of {b}</source>
        <translation>Zwei Verbindungen enden in derselben Eingabe von {b}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Unfree&amp;ze</source>
        <translation>Au&amp;ftauen</translation>
    </message>
    <message>
        <source>Unfreeze {0}</source>
        <translation>{0} auftauen</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Neuronen</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Unknown activation {name}; known are {known}</source>
        <translation>Unbekannte Aktivierung {name}; bekannt sind {known}</translation>
    </message>
    <message>
        <source>Unknown augmentation {name}; known are {known}</source>
        <translation>Unbekannte Augmentierung {name}; bekannt sind {known}</translation>
    </message>
    <message>
        <source>Unknown check {name}; known are {known}</source>
        <translation>Unbekannte Prüfung {name}; bekannt sind {known}</translation>
    </message>
    <message>
        <source>Unknown curve {name}; known are {known}</source>
        <translation>Unbekannte Kurve {name}; bekannt sind {known}</translation>
    </message>
    <message>
        <source>Unknown device {device}: there are {names}</source>
        <translation>Unbekanntes Gerät {device}; vorhanden: {names}</translation>
    </message>
    <message>
        <source>Unknown device {device}: use auto, cpu or cuda</source>
        <translation>Unbekanntes Gerät {device}: auto, cpu oder cuda verwenden</translation>
    </message>
    <message>
        <source>Unknown export format {key}; known are {known}</source>
        <translation>Unbekanntes Exportformat {key}; bekannt sind {known}</translation>
    </message>
    <message>
        <source>Unknown number type {dtype}: use float32 or float64</source>
        <translation>Unbekannter Zahlentyp {dtype}: float32 oder float64 verwenden</translation>
    </message>
    <message>
        <source>Unknown sample {key}; known are {known}</source>
        <translation>Unbekanntes Beispielprojekt {key}; bekannt sind {known}</translation>
    </message>
    <message>
        <source>Unknown template {key}; known are {known}</source>
        <translation>Unbekannte Vorlage {key}; bekannt sind {known}</translation>
    </message>
    <message>
        <source>Unknown {family} {name}; known are {known}</source>
        <translation>Unbekannt ({family}): {name}; bekannt sind {known}</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>Ungespeicherte Änderungen</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Unbenannt</translation>
    </message>
    <message>
        <source>Up or down up to</source>
        <translation>Auf oder ab bis</translation>
    </message>
    <message>
        <source>Up to</source>
        <translation>Bis zu</translation>
    </message>
    <message>
        <source>UpSample2D</source>
        <translation>UpSample2D</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Anpassung</translation>
    </message>
    <message>
        <source>Update the driver from https://www.nvidia.com/drivers, or use an older CuPy: {line}</source>
        <translation>Den Treiber von https://www.nvidia.com/drivers aktualisieren oder ein älteres CuPy verwenden: {line}</translation>
    </message>
    <message>
        <source>Upside down</source>
        <translation>Kopfüber</translation>
    </message>
    <message>
        <source>Use BatchNorm instead</source>
        <translation>Stattdessen BatchNorm verwenden</translation>
    </message>
    <message>
        <source>Use Binary cross-entropy with sigmoid</source>
        <translation>Binäre Kreuzentropie mit sigmoid verwenden</translation>
    </message>
    <message>
        <source>Use Dense layers instead of convolutions</source>
        <translation>Dense-Schichten statt Faltungen verwenden</translation>
    </message>
    <message>
        <source>Use GlobalAvgPool instead of Flatten</source>
        <translation>GlobalAvgPool statt Flatten verwenden</translation>
    </message>
    <message>
        <source>Use LayerNorm instead</source>
        <translation>Stattdessen LayerNorm verwenden</translation>
    </message>
    <message>
        <source>Use batch size {0}</source>
        <translation>Batchgröße {0} verwenden</translation>
    </message>
    <message>
        <source>Use batches of {0} samples instead of {1}: fewer and smoother steps. Where it learns more slowly then, raise the learning rate. One step to undo.</source>
        <translation>Batches aus {0} Beispielen statt {1} verwenden: weniger und glattere Schritte. Lernt das Netz dann langsamer, die Lernrate erhöhen. Einmal Rückgängig genügt.</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Use it in Python</source>
        <translation>In Python verwenden</translation>
    </message>
    <message>
        <source>Use learning rate {0}</source>
        <translation>Lernrate {0} verwenden</translation>
    </message>
    <message>
        <source>Use my data…</source>
        <translation>Eigene Daten…</translation>
    </message>
    <message>
        <source>Use of the column</source>
        <translation>Verwendung der Spalte</translation>
    </message>
    <message>
        <source>Use one group</source>
        <translation>Eine Gruppe verwenden</translation>
    </message>
    <message>
        <source>Use the template {0}</source>
        <translation>Vorlage {0} verwenden</translation>
    </message>
    <message>
        <source>Use them untrained</source>
        <translation>Untrainiert verwenden</translation>
    </message>
    <message>
        <source>Use this data</source>
        <translation>Diese Daten verwenden</translation>
    </message>
    <message>
        <source>Use this threshold</source>
        <translation>Diese Schwelle verwenden</translation>
    </message>
    <message>
        <source>Use {0}</source>
        <translation>{0} verwenden</translation>
    </message>
    <message>
        <source>Use {layer} instead</source>
        <translation>Stattdessen {layer} verwenden</translation>
    </message>
    <message>
        <source>Use {loss}</source>
        <translation>{loss} verwenden</translation>
    </message>
    <message>
        <source>Use {n} groups</source>
        <translation>{n} Gruppen verwenden</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Validation and test, always the same way: whether the network holds on what it has never seen so.</source>
        <translation>Validierung und Test, immer auf dieselbe Weise: ob sich das Netz bei Beispielen bewährt, wie es sie nie gesehen hat.</translation>
    </message>
    <message>
        <source>Validation file</source>
        <translation>Validierungsdatei</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>Validierungsverlust</translation>
    </message>
    <message>
        <source>Validation points (open)</source>
        <translation>Validierungspunkte (offen)</translation>
    </message>
    <message>
        <source>Validation samples</source>
        <translation>Validierungsbeispiele</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Values along time or wavelength that every recording is brought to.</source>
        <translation>Werte entlang der Zeit oder Wellenlänge, auf die jede Aufzeichnung gebracht wird.</translation>
    </message>
    <message>
        <source>Values along time that a spectrogram looks at together: with more it tells frequencies better apart, and moments worse.</source>
        <translation>Werte entlang der Zeit, die ein Spektrogramm zusammen ansieht: mit mehr unterscheidet es Frequenzen besser und Augenblicke schlechter.</translation>
    </message>
    <message>
        <source>Values are prepared as in training. Files may be dropped.</source>
        <translation>Werte werden wie beim Training vorbereitet. Dateien können hier abgelegt werden.</translation>
    </message>
    <message>
        <source>Values of the layer</source>
        <translation>Werte der Schicht</translation>
    </message>
    <message>
        <source>Values of the sample</source>
        <translation>Werte des Beispiels</translation>
    </message>
    <message>
        <source>Vanishing: {0} of the signal at the output comes back to here.</source>
        <translation>Verschwindend: Vom Signal am Ausgang kommt hier nur {0} zurück.</translation>
    </message>
    <message>
        <source>Version of ONNX&apos;s operations: an older one is read by older programs.</source>
        <translation>Version der ONNX-Operationen: Eine ältere wird auch von älteren Programmen gelesen.</translation>
    </message>
    <message>
        <source>Version {0}</source>
        <translation>Version {0}</translation>
    </message>
    <message>
        <source>Views of the results</source>
        <translation>Ansichten der Ergebnisse</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Anlauf</translation>
    </message>
    <message>
        <source>Watch it learn</source>
        <translation>Beim Lernen zusehen</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>Webseite (*.html)</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>Wochentag</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Gewichtszerfall</translation>
    </message>
    <message>
        <source>Weighted sum of 1 input</source>
        <translation>Gewichtete Summe aus 1 Eingabe</translation>
    </message>
    <message>
        <source>Weighted sum of {0} inputs</source>
        <translation>Gewichtete Summe aus {0} Eingaben</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Weights ({0});;All files (*)</source>
        <translation>Gewichte ({0});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Weights are given by name, as get_weights() returns them</source>
        <translation>Gewichte werden nach Namen übergeben, wie get_weights() sie liefert</translation>
    </message>
    <message>
        <source>Weights as they are now</source>
        <translation>Gewichte, wie sie jetzt sind</translation>
    </message>
    <message>
        <source>Weights before any training</source>
        <translation>Gewichte vor dem Training</translation>
    </message>
    <message>
        <source>Weights behind a wire: {0}</source>
        <translation>Gewichte hinter einer Verbindung: {0}</translation>
    </message>
    <message>
        <source>Weights must be arrays; one has rows of different lengths</source>
        <translation>Gewichte müssen Arrays sein; eines hat Zeilen verschiedener Länge</translation>
    </message>
    <message>
        <source>Weights of earlier runs</source>
        <translation>Gewichte früherer Läufe</translation>
    </message>
    <message>
        <source>Weights of the neuron</source>
        <translation>Gewichte des Neurons</translation>
    </message>
    <message>
        <source>Weights of {0}</source>
        <translation>Gewichte von {0}</translation>
    </message>
    <message>
        <source>Weights {key} are missing</source>
        <translation>Gewichte {key} fehlen</translation>
    </message>
    <message>
        <source>Weights {key} are {have}, the network needs {want}</source>
        <translation>Gewichte {key} haben die Form {have}, das Netz braucht {want}</translation>
    </message>
    <message>
        <source>Weights {key} must be numbers, not {dtype}</source>
        <translation>Gewichte {key} müssen Zahlen sein, nicht {dtype}</translation>
    </message>
    <message>
        <source>What 1 kernel value paints here</source>
        <translation>Was 1 Wert des Filterkerns hier aufträgt</translation>
    </message>
    <message>
        <source>What a network sees of a recording; auto is mel for sounds of some length, and the signal for all else.</source>
        <translation>Was ein Netz von einer Aufzeichnung sieht; automatisch ist Mel für Töne von einiger Länge und das Signal für alles andere.</translation>
    </message>
    <message>
        <source>What a neuron computes, how a network learns, when it goes wrong: short lessons, each with one thing to do</source>
        <translation>Was ein Neuron berechnet, wie ein Netz lernt, wann es schiefgeht: kurze Lektionen, jede mit einer Aufgabe</translation>
    </message>
    <message>
        <source>What comes into sight beside the picture.</source>
        <translation>Was neben dem Bild zum Vorschein kommt.</translation>
    </message>
    <message>
        <source>What comes of it is shown here: each run as a dot, their mean and how far they lie apart, and whether two networks or settings that were both trained several times differ by more than that.</source>
        <translation>Hier zeigt sich, was herauskommt: jeder Lauf als Punkt, ihr Mittelwert und wie weit sie auseinanderliegen, und ob zwei Netze oder Einstellungen, die beide mehrmals trainiert wurden, sich um mehr als das unterscheiden.</translation>
    </message>
    <message>
        <source>What comes with it</source>
        <translation>Was damit einhergeht</translation>
    </message>
    <message>
        <source>What counts as missing must be numbers, such as -999; -9999, not {value}</source>
        <translation>Was als fehlend zählt, müssen Zahlen sein, etwa -999; -9999, nicht {value}</translation>
    </message>
    <message>
        <source>What do you want to do with the network?</source>
        <translation>Was soll mit dem Netz geschehen?</translation>
    </message>
    <message>
        <source>What each column is worth</source>
        <translation>Was jede Spalte wert ist</translation>
    </message>
    <message>
        <source>What each column is worth can be told of tables with a target only</source>
        <translation>Was jede Spalte wert ist, lässt sich nur bei Tabellen mit einer Zielgröße sagen</translation>
    </message>
    <message>
        <source>What each column is worth cannot be told: the loss on these samples is too large to be a number</source>
        <translation>Was jede Spalte wert ist, lässt sich nicht sagen: Der Verlust auf diesen Beispielen ist zu groß, um eine Zahl zu sein</translation>
    </message>
    <message>
        <source>What each neuron makes of its weighted sum; without it the network could only draw straight lines.</source>
        <translation>Was jedes Neuron aus seiner gewichteten Summe macht; ohne sie könnte das Netz nur gerade Linien ziehen.</translation>
    </message>
    <message>
        <source>What each neuron of the first layer gives</source>
        <translation>Was jedes Neuron der ersten Schicht liefert</translation>
    </message>
    <message>
        <source>What each neuron of the first layer gives, from left to right</source>
        <translation>Was jedes Neuron der ersten Schicht liefert, von links nach rechts</translation>
    </message>
    <message>
        <source>What happens to a recording of another length.</source>
        <translation>Was mit einer Aufzeichnung anderer Länge geschieht.</translation>
    </message>
    <message>
        <source>What happens to an image of other proportions.</source>
        <translation>Was mit einem Bild von anderem Seitenverhältnis geschieht.</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>Was wäre, wenn</translation>
    </message>
    <message>
        <source>What if: {0}</source>
        <translation>Was wäre, wenn: {0}</translation>
    </message>
    <message>
        <source>What if…</source>
        <translation>Was wäre, wenn…</translation>
    </message>
    <message>
        <source>What is different here, or was left out</source>
        <translation>Was hier anders ist oder weggelassen wurde</translation>
    </message>
    <message>
        <source>What is drawn</source>
        <translation>Was erzeugt wird</translation>
    </message>
    <message>
        <source>What is each column worth to the network? It is measured on {0}.</source>
        <translation>Was ist jede Spalte dem Netz wert? Gemessen wird {0}.</translation>
    </message>
    <message>
        <source>What is left of the learning rate after a drop.</source>
        <translation>Was nach einer Stufe von der Lernrate übrig ist.</translation>
    </message>
    <message>
        <source>What is left of the learning rate after an epoch.</source>
        <translation>Was nach einer Epoche von der Lernrate übrig ist.</translation>
    </message>
    <message>
        <source>What is left of the learning rate at the end of the run, as a share.</source>
        <translation>Was am Ende des Laufs von der Lernrate übrig ist, als Anteil.</translation>
    </message>
    <message>
        <source>What is odd about the data</source>
        <translation>Auffälliges an den Daten</translation>
    </message>
    <message>
        <source>What is seen of earlier rows: {0}</source>
        <translation>Was von früheren Zeilen gesehen wird: {0}</translation>
    </message>
    <message>
        <source>What is seen of them</source>
        <translation>Was davon gesehen wird</translation>
    </message>
    <message>
        <source>What is shown of the data</source>
        <translation>Was von den Daten gezeigt wird</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>Was es bedeutet</translation>
    </message>
    <message>
        <source>What it was trained on</source>
        <translation>Womit er trainiert wurde</translation>
    </message>
    <message>
        <source>What it was trained on, with the names of columns and classes.</source>
        <translation>Womit es trainiert wurde, mit den Namen von Spalten und Klassen.</translation>
    </message>
    <message>
        <source>What lies beyond size · stride is cut off.</source>
        <translation>Was über Größe · Schrittweite hinausgeht, wird abgeschnitten.</translation>
    </message>
    <message>
        <source>What moves the answer</source>
        <translation>Was die Antwort bewegt</translation>
    </message>
    <message>
        <source>What samples with two axes are.</source>
        <translation>Was Beispiele mit zwei Achsen sind.</translation>
    </message>
    <message>
        <source>What shall it be compared with?</source>
        <translation>Womit soll verglichen werden?</translation>
    </message>
    <message>
        <source>What stands above the table is left out: {line}</source>
        <translation>Was über der Tabelle steht, wird weggelassen: {line}</translation>
    </message>
    <message>
        <source>What stands in brackets was missing and has been filled in.</source>
        <translation>Was in Klammern steht, fehlte und wurde ergänzt.</translation>
    </message>
    <message>
        <source>What stands in the column to predict.</source>
        <translation>Was in der vorherzusagenden Spalte steht.</translation>
    </message>
    <message>
        <source>What stood in the rows before goes with its column.</source>
        <translation>Was in den Zeilen davor stand, geht mit seiner Spalte mit.</translation>
    </message>
    <message>
        <source>What takes the place of a missing value.</source>
        <translation>Was an die Stelle eines fehlenden Wertes tritt.</translation>
    </message>
    <message>
        <source>What the kinds of layers are told apart by.</source>
        <translation>Woran sich die Arten von Schichten unterscheiden lassen.</translation>
    </message>
    <message>
        <source>What the layer hands on, for one sample</source>
        <translation>Was die Schicht weitergibt, für ein Beispiel</translation>
    </message>
    <message>
        <source>What the manual says</source>
        <translation>Was das Handbuch sagt</translation>
    </message>
    <message>
        <source>What the network learns to give: the target, or its own input again, as an autoencoder does.</source>
        <translation>Was das Netz auszugeben lernt: die Zielgröße oder wieder die eigene Eingabe, wie ein Autoencoder.</translation>
    </message>
    <message>
        <source>What the network sees</source>
        <translation>Was das Netz sieht</translation>
    </message>
    <message>
        <source>What the points look like.</source>
        <translation>Wie die Punkte aussehen.</translation>
    </message>
    <message>
        <source>What the second plot shows</source>
        <translation>Was das zweite Diagramm zeigt</translation>
    </message>
    <message>
        <source>What to wear?</source>
        <translation>Was anziehen?</translation>
    </message>
    <message>
        <source>What training makes small</source>
        <translation>Was das Training klein macht</translation>
    </message>
    <message>
        <source>What training makes small: of all targets together</source>
        <translation>Was das Training klein macht: für alle Zielgrößen zusammen</translation>
    </message>
    <message>
        <source>What training needs, without the data</source>
        <translation>Was das Training braucht, ohne die Daten</translation>
    </message>
    <message>
        <source>What training takes, without the data</source>
        <translation>Was das Training braucht, ohne die Daten</translation>
    </message>
    <message>
        <source>What was looked at, step by step, and what helps</source>
        <translation>Was geprüft wurde, Schritt für Schritt, und was hilft</translation>
    </message>
    <message>
        <source>What {0} gives for this sample</source>
        <translation>Was {0} für dieses Beispiel liefert</translation>
    </message>
    <message>
        <source>What {0} gives for this sample: “{1}”</source>
        <translation>Was {0} für dieses Beispiel liefert: „{1}“</translation>
    </message>
    <message>
        <source>What {0} kernel values paint here</source>
        <translation>Was {0} Werte des Filterkerns hier auftragen</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>When it ended</source>
        <translation>Wann er endete</translation>
    </message>
    <message>
        <source>Where Layers finds nothing ill, look at the data: are the targets right?</source>
        <translation>Wo „Schichten“ nichts Auffälliges findet, die Daten ansehen: Stimmen die Zielwerte?</translation>
    </message>
    <message>
        <source>Where all randomness of the run begins; it follows from that of the project</source>
        <translation>Woraus aller Zufall des Laufs entsteht; er folgt aus dem Seed des Projekts</translation>
    </message>
    <message>
        <source>Where is {0}?</source>
        <translation>Wo ist {0}?</translation>
    </message>
    <message>
        <source>Where it starts, as a share of the learning rate.</source>
        <translation>Wo sie beginnt, als Anteil der Lernrate.</translation>
    </message>
    <message>
        <source>Where samples enter</source>
        <translation>Wo die Beispiele eintreten</translation>
    </message>
    <message>
        <source>Where the answer comes from</source>
        <translation>Woher die Antwort kommt</translation>
    </message>
    <message>
        <source>Where the arithmetic runs; auto takes whichever is faster for the network.</source>
        <translation>Wo gerechnet wird; auto nimmt, was für das Netz schneller ist.</translation>
    </message>
    <message>
        <source>Where the cards stand.</source>
        <translation>Wo die Karten stehen.</translation>
    </message>
    <message>
        <source>Where the channels of an image are in what the model takes and gives.</source>
        <translation>Wo die Kanäle eines Bildes in dem stehen, was das Modell annimmt und ausgibt.</translation>
    </message>
    <message>
        <source>Where the channels of an image are in what the module takes and gives.</source>
        <translation>Wo die Kanäle eines Bildes in dem stehen, was das Modul annimmt und ausgibt.</translation>
    </message>
    <message>
        <source>Where the sum of squared gradients starts: larger makes the first steps smaller.</source>
        <translation>Wo die Summe der quadrierten Gradienten beginnt: Ein größerer Wert macht die ersten Schritte kleiner.</translation>
    </message>
    <message>
        <source>Whether AUC is measured beside the accuracy, of several classes precision, recall and F1 as well, or RMSE and R² beside the mean error; a box below the curves chooses among them.</source>
        <translation>Ob AUC neben der Genauigkeit gemessen wird, bei mehreren Klassen auch Präzision, Trefferquote und F1, oder RMSE und R² neben dem mittleren Fehler; ein Feld unter den Kurven wählt zwischen ihnen.</translation>
    </message>
    <message>
        <source>Whether colours are kept.</source>
        <translation>Ob Farben erhalten bleiben.</translation>
    </message>
    <message>
        <source>Whether each channel of a sequence is scaled by itself: for channels in units of their own, such as an acceleration and a temperature. Otherwise their proportions stay.</source>
        <translation>Ob jeder Kanal einer Folge für sich skaliert wird: für Kanäle mit eigenen Einheiten, etwa eine Beschleunigung und eine Temperatur. Sonst bleiben ihre Verhältnisse.</translation>
    </message>
    <message>
        <source>Whether every part gets its share of each class, or of each of several yes/no targets.</source>
        <translation>Ob jeder Teil den gleichen Anteil jeder Klasse oder jeder von mehreren Ja/Nein-Zielgrößen bekommt.</translation>
    </message>
    <message>
        <source>Whether folders whose names differ only in capitals or blanks hold one class.</source>
        <translation>Ob Ordner, deren Namen nur in Großschreibung oder Leerzeichen abweichen, eine Klasse enthalten.</translation>
    </message>
    <message>
        <source>Whether its curves are shown beside those of the present run</source>
        <translation>Ob seine Kurven neben denen des jetzigen Laufs gezeigt werden</translation>
    </message>
    <message>
        <source>Whether its weights are kept on this computer; without them it can still be run again</source>
        <translation>Ob seine Gewichte auf diesem Rechner aufbewahrt sind; auch ohne sie kann er nochmals laufen</translation>
    </message>
    <message>
        <source>Whether one more input says where the value was missing.</source>
        <translation>Ob eine weitere Eingabe angibt, wo der Wert fehlte.</translation>
    </message>
    <message>
        <source>Whether outputs are probabilities; off for linear outputs, as with hinge loss.</source>
        <translation>Ob die Ausgaben Wahrscheinlichkeiten sind; aus bei linearen Ausgaben, etwa bei Hinge-Verlust.</translation>
    </message>
    <message>
        <source>Whether seven more inputs say the day of the week.</source>
        <translation>Ob sieben weitere Eingaben den Wochentag angeben.</translation>
    </message>
    <message>
        <source>Whether the day comes first in dates such as 3/4/2024; told by the values where they can.</source>
        <translation>Ob in Datumsangaben wie 3/4/2024 der Tag zuerst kommt; wo möglich an den Werten erkannt.</translation>
    </message>
    <message>
        <source>Whether the first row names the columns.</source>
        <translation>Ob die erste Zeile die Spalten benennt.</translation>
    </message>
    <message>
        <source>Whether the model takes raw values and scales them itself; each column of a table is then an input of its own.</source>
        <translation>Ob das Modell Rohwerte annimmt und sie selbst skaliert; jede Spalte einer Tabelle ist dann eine eigene Eingabe.</translation>
    </message>
    <message>
        <source>Whether the pixels of all pictures are put into one and the same order, drawn by lot: a network that looks at what lies next to what loses that.</source>
        <translation>Ob die Pixel aller Bilder in ein und dieselbe zufällige Reihenfolge gebracht werden: Ein Netz, das auf benachbarte Pixel achtet, verliert diesen Zusammenhang.</translation>
    </message>
    <message>
        <source>Whether the target names classes or is a quantity.</source>
        <translation>Ob die Zielgröße Klassen benennt oder eine messbare Größe ist.</translation>
    </message>
    <message>
        <source>Whether two more inputs say the time of the day.</source>
        <translation>Ob zwei weitere Eingaben die Tageszeit angeben.</translation>
    </message>
    <message>
        <source>Whether two more inputs say the time of the year.</source>
        <translation>Ob zwei weitere Eingaben die Zeit im Jahr angeben.</translation>
    </message>
    <message>
        <source>Which loss this output learns by, and how much it counts</source>
        <translation>Mit welchem Verlust diese Ausgabe lernt und wie viel er zählt</translation>
    </message>
    <message>
        <source>Which of the bundled data sets.</source>
        <translation>Welcher der mitgelieferten Datensätze.</translation>
    </message>
    <message>
        <source>Which of the targets is looked at closely</source>
        <translation>Welche der Zielgrößen genauer betrachtet wird</translation>
    </message>
    <message>
        <source>Which output is looked at, by its target: all figures are of this one</source>
        <translation>Welche Ausgabe betrachtet wird, nach ihrer Zielgröße: Alle Zahlen gehören zu ihr</translation>
    </message>
    <message>
        <source>Which samples are changed: those that are learned from, or those by which the network is judged.</source>
        <translation>Welche Beispiele verändert werden: die, aus denen gelernt wird, oder die, nach denen das Netz beurteilt wird.</translation>
    </message>
    <message>
        <source>Which sheet holds the table; the first one that is not empty otherwise.</source>
        <translation>Welches Blatt die Tabelle enthält; sonst das erste, das nicht leer ist.</translation>
    </message>
    <message>
        <source>While a run goes on its learning rate is set beside the curves</source>
        <translation>Während eines Laufs wird seine Lernrate neben den Kurven eingestellt</translation>
    </message>
    <message>
        <source>Whose probability is looked at</source>
        <translation>Wessen Wahrscheinlichkeit betrachtet wird</translation>
    </message>
    <message>
        <source>Whose weights</source>
        <translation>Welche Gewichte</translation>
    </message>
    <message>
        <source>Whose wine?</source>
        <translation>Wessen Wein?</translation>
    </message>
    <message>
        <source>Why is the GPU not used?</source>
        <translation>Warum wird die GPU nicht genutzt?</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Width {0}</source>
        <translation>Breite {0}</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Windows of several sizes side by side</source>
        <translation>Fenster verschiedener Größe nebeneinander</translation>
    </message>
    <message>
        <source>Wire from {0} to {1}</source>
        <translation>Verbindung von {0} zu {1}</translation>
    </message>
    <message>
        <source>With an NVIDIA card: install its driver from https://www.nvidia.com/drivers. Without one nothing is missing: the CPU trains</source>
        <translation>Mit einer NVIDIA-Karte: deren Treiber von https://www.nvidia.com/drivers installieren. Ohne eine fehlt nichts: Die CPU trainiert</translation>
    </message>
    <message>
        <source>With momentum {momentum:g} a learning rate of {rate:g} works like {rate:g} / (1 − {momentum:g}) = {effective:.3g}: the steps will jump over every valley</source>
        <translation>Mit Momentum {momentum:g} wirkt eine Lernrate von {rate:g} wie {rate:g} / (1 − {momentum:g}) = {effective:.3g}: Die Schritte springen über jedes Tal</translation>
    </message>
    <message>
        <source>With the lowest loss on the training part</source>
        <translation>Mit dem kleinsten Verlust auf dem Trainingsteil</translation>
    </message>
    <message>
        <source>With the lowest loss on the validation part</source>
        <translation>Mit dem kleinsten Verlust auf dem Validierungsteil</translation>
    </message>
    <message>
        <source>Word or letter</source>
        <translation>Wort oder Buchstabe</translation>
    </message>
    <message>
        <source>Words from any column, the notes or the verdict; Escape clears</source>
        <translation>Wörter aus Spalten, Notizen oder Urteil; Esc leert die Suche</translation>
    </message>
    <message>
        <source>Words to look for</source>
        <translation>Gesuchte Wörter</translation>
    </message>
    <message>
        <source>Work for one sample, forward</source>
        <translation>Aufwand für ein Beispiel, vorwärts</translation>
    </message>
    <message>
        <source>Work for one sample, forward; the bar is the layer&apos;s share of all of it</source>
        <translation>Aufwand für ein Beispiel, vorwärts; der Balken ist der Anteil der Schicht am Ganzen</translation>
    </message>
    <message>
        <source>Working out the path…</source>
        <translation>Weg wird berechnet…</translation>
    </message>
    <message>
        <source>Working the step out…</source>
        <translation>Schritt wird berechnet…</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Wird geschrieben</translation>
    </message>
    <message>
        <source>Writing {0}…</source>
        <translation>{0} wird geschrieben…</translation>
    </message>
    <message>
        <source>Written: {0}</source>
        <translation>Geschrieben: {0}</translation>
    </message>
    <message>
        <source>Yes is</source>
        <translation>Ja ist</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>Ihre Daten</translation>
    </message>
    <message>
        <source>Your mark for the runs that matter</source>
        <translation>Ihr Zeichen für die Läufe, auf die es ankommt</translation>
    </message>
    <message>
        <source>Your mark for the runs that matter (*)</source>
        <translation>Ihr Zeichen für die Läufe, auf die es ankommt (*)</translation>
    </message>
    <message>
        <source>Your network and its weights stay as they are.</source>
        <translation>Ihr Netz und seine Gewichte bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Your notes on this run</source>
        <translation>Ihre Notizen zu diesem Lauf</translation>
    </message>
    <message>
        <source>Your preferences could not be read and are back at their defaults</source>
        <translation>Die Einstellungen ließen sich nicht lesen und stehen wieder auf ihren Standardwerten</translation>
    </message>
    <message>
        <source>ZeroPad2D</source>
        <translation>ZeroPad2D</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>Nullen</translation>
    </message>
    <message>
        <source>Zeros all around: at stride 1 the output is as large as the input.</source>
        <translation>Nullen ringsum: Bei Schrittweite 1 ist die Ausgabe so groß wie die Eingabe.</translation>
    </message>
    <message>
        <source>Zeros before and behind; only with explicit padding.</source>
        <translation>Nullen davor und dahinter; nur mit Padding explicit.</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>&amp;Vergrößern</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom {0} percent</source>
        <translation>Zoom {0} Prozent</translation>
    </message>
    <message>
        <source>a 7z archive</source>
        <translation>ein 7z-Archiv</translation>
    </message>
    <message>
        <source>a = x + ε,  ε ~ N(0, deviation²)</source>
        <translation>a = x + ε,  ε ~ N(0, Abweichung²)</translation>
    </message>
    <message>
        <source>a = x·mask / (1 − rate)</source>
        <translation>a = x·Maske / (1 − Rate)</translation>
    </message>
    <message>
        <source>a = {0}   derivative {1}</source>
        <translation>a = {0}   Ableitung {1}</translation>
    </message>
    <message>
        <source>a = {0}, range {1}; derivative {2}</source>
        <translation>a = {0}, Wertebereich {1}; Ableitung {2}</translation>
    </message>
    <message>
        <source>a Feather file</source>
        <translation>eine Feather-Datei</translation>
    </message>
    <message>
        <source>a Jupyter notebook</source>
        <translation>ein Jupyter-Notebook</translation>
    </message>
    <message>
        <source>a Keras 3 model</source>
        <translation>ein Keras-3-Modell</translation>
    </message>
    <message>
        <source>a MATLAB file</source>
        <translation>eine MATLAB-Datei</translation>
    </message>
    <message>
        <source>a NumPy archive</source>
        <translation>ein NumPy-Archiv</translation>
    </message>
    <message>
        <source>a NumPy array</source>
        <translation>ein NumPy-Array</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>ein PDF-Dokument</translation>
    </message>
    <message>
        <source>a Parquet file</source>
        <translation>eine Parquet-Datei</translation>
    </message>
    <message>
        <source>a Python package</source>
        <translation>ein Python-Paket</translation>
    </message>
    <message>
        <source>a Python program</source>
        <translation>ein Python-Programm</translation>
    </message>
    <message>
        <source>a RAR archive</source>
        <translation>ein RAR-Archiv</translation>
    </message>
    <message>
        <source>a Stata file</source>
        <translation>eine Stata-Datei</translation>
    </message>
    <message>
        <source>a blank</source>
        <translation>ein Leerzeichen</translation>
    </message>
    <message>
        <source>a character that cannot be printed</source>
        <translation>ein Zeichen, das sich nicht darstellen lässt</translation>
    </message>
    <message>
        <source>a compiled line gave wrong numbers</source>
        <translation>eine kompilierte Zeile lieferte falsche Zahlen</translation>
    </message>
    <message>
        <source>a database</source>
        <translation>eine Datenbank</translation>
    </message>
    <message>
        <source>a document of a word processor</source>
        <translation>ein Textdokument</translation>
    </message>
    <message>
        <source>a file of PyTorch</source>
        <translation>eine PyTorch-Datei</translation>
    </message>
    <message>
        <source>a file of settings</source>
        <translation>eine Datei mit Einstellungen</translation>
    </message>
    <message>
        <source>a film</source>
        <translation>ein Film</translation>
    </message>
    <message>
        <source>a gzip archive</source>
        <translation>ein gzip-Archiv</translation>
    </message>
    <message>
        <source>a kernel failed</source>
        <translation>ein Kernel ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>a kernel reached for memory that is not its own</source>
        <translation>ein Kernel griff auf fremden Speicher zu</translation>
    </message>
    <message>
        <source>a kernel took too long, and the driver broke it off</source>
        <translation>ein Kernel brauchte zu lange, und der Treiber brach ihn ab</translation>
    </message>
    <message>
        <source>a kernel was not compiled for this card</source>
        <translation>ein Kernel wurde nicht für diese Karte kompiliert</translation>
    </message>
    <message>
        <source>a key is of small letters, digits and hyphens, not {key}</source>
        <translation>ein Schlüssel besteht aus Kleinbuchstaben, Ziffern und Bindestrichen, nicht {key}</translation>
    </message>
    <message>
        <source>a lesson</source>
        <translation>eine Lektion</translation>
    </message>
    <message>
        <source>a lesson in a zip is one text file whose name ends with .md, and here are {n}</source>
        <translation>eine Lektion im ZIP ist genau eine Textdatei, deren Name auf .md endet, hier sind es {n}</translation>
    </message>
    <message>
        <source>a line has at most {n:,} characters</source>
        <translation>eine Zeile hat höchstens {n:,} Zeichen</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a of {0}: what it gives for this sample</source>
        <translation>a von {0}: was die Schicht für dieses Beispiel liefert</translation>
    </message>
    <message>
        <source>a part of a program</source>
        <translation>ein Teil eines Programms</translation>
    </message>
    <message>
        <source>a patch of one value is that value</source>
        <translation>ein Ausschnitt aus einem Wert ist dieser Wert</translation>
    </message>
    <message>
        <source>a pickle of Python, which is never opened</source>
        <translation>ein Python-Pickle, das niemals geöffnet wird</translation>
    </message>
    <message>
        <source>a presentation</source>
        <translation>eine Präsentation</translation>
    </message>
    <message>
        <source>a program</source>
        <translation>ein Programm</translation>
    </message>
    <message>
        <source>a row of numbers</source>
        <translation>eine Zahlenreihe</translation>
    </message>
    <message>
        <source>a run is none</source>
        <translation>ein Lauf ist keiner</translation>
    </message>
    <message>
        <source>a second</source>
        <translation>eine Sekunde</translation>
    </message>
    <message>
        <source>a sequence (length × channels)</source>
        <translation>eine Folge (Länge × Kanäle)</translation>
    </message>
    <message>
        <source>a single one</source>
        <translation>eine einzige</translation>
    </message>
    <message>
        <source>a sound</source>
        <translation>eine Tonaufnahme</translation>
    </message>
    <message>
        <source>a style sheet</source>
        <translation>ein Stylesheet</translation>
    </message>
    <message>
        <source>a tab</source>
        <translation>ein Tabulator</translation>
    </message>
    <message>
        <source>a term begins with a line such as # learning-rate</source>
        <translation>ein Begriff beginnt mit einer Zeile wie # learning-rate</translation>
    </message>
    <message>
        <source>a value</source>
        <translation>ein Wert</translation>
    </message>
    <message>
        <source>a web page</source>
        <translation>eine Webseite</translation>
    </message>
    <message>
        <source>a wider wire has larger weights</source>
        <translation>breitere Verbindung: größere Gewichte</translation>
    </message>
    <message>
        <source>a workbook</source>
        <translation>eine Arbeitsmappe</translation>
    </message>
    <message>
        <source>a zip archive</source>
        <translation>ein Zip-Archiv</translation>
    </message>
    <message>
        <source>a zip archive or an Excel workbook</source>
        <translation>ein Zip-Archiv oder eine Excel-Arbeitsmappe</translation>
    </message>
    <message>
        <source>about {0} s</source>
        <translation>etwa {0} s</translation>
    </message>
    <message>
        <source>above {above}</source>
        <translation>über {above}</translation>
    </message>
    <message>
        <source>above {above}, up to {high}</source>
        <translation>über {above}, bis {high}</translation>
    </message>
    <message>
        <source>accent</source>
        <translation>Akzent</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>Aktivierung</translation>
    </message>
    <message>
        <source>advice: {0}</source>
        <translation>Rat: {0}</translation>
    </message>
    <message>
        <source>after</source>
        <translation>nachher</translation>
    </message>
    <message>
        <source>after training</source>
        <translation>nach dem Training</translation>
    </message>
    <message>
        <source>all alike</source>
        <translation>alle gleich</translation>
    </message>
    <message>
        <source>all samples are of one kind</source>
        <translation>alle Beispiele sind von einer Art</translation>
    </message>
    <message>
        <source>also: {0}</source>
        <translation>auch: {0}</translation>
    </message>
    <message>
        <source>an ARFF file</source>
        <translation>eine ARFF-Datei</translation>
    </message>
    <message>
        <source>an Arrow file</source>
        <translation>eine Arrow-Datei</translation>
    </message>
    <message>
        <source>an HDF5 file</source>
        <translation>eine HDF5-Datei</translation>
    </message>
    <message>
        <source>an NN Studio project</source>
        <translation>ein Projekt von NN Studio</translation>
    </message>
    <message>
        <source>an R file</source>
        <translation>eine R-Datei</translation>
    </message>
    <message>
        <source>an SPSS file</source>
        <translation>eine SPSS-Datei</translation>
    </message>
    <message>
        <source>an XML document</source>
        <translation>ein XML-Dokument</translation>
    </message>
    <message>
        <source>an earlier run</source>
        <translation>einem früheren Lauf</translation>
    </message>
    <message>
        <source>an image</source>
        <translation>ein Bild</translation>
    </message>
    <message>
        <source>an image (height × width × channels)</source>
        <translation>ein Bild (Höhe × Breite × Kanäle)</translation>
    </message>
    <message>
        <source>an old Excel workbook</source>
        <translation>eine alte Excel-Arbeitsmappe</translation>
    </message>
    <message>
        <source>an untitled project</source>
        <translation>ein unbenanntes Projekt</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>und {0} weitere</translation>
    </message>
    <message>
        <source>another program holds it</source>
        <translation>ein anderes Programm belegt sie</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>antworten</translation>
    </message>
    <message>
        <source>arranged</source>
        <translation>angeordnet</translation>
    </message>
    <message>
        <source>as all</source>
        <translation>wie alle</translation>
    </message>
    <message>
        <source>as drawn</source>
        <translation>wie gezeichnet</translation>
    </message>
    <message>
        <source>as in the file</source>
        <translation>wie in der Datei</translation>
    </message>
    <message>
        <source>as they stand in the file</source>
        <translation>wie sie in der Datei stehen</translation>
    </message>
    <message>
        <source>as they stand in the file, for each value of {series} on its own</source>
        <translation>wie sie in der Datei stehen, für jeden Wert von {series} für sich</translation>
    </message>
    <message>
        <source>asking broke off: {cause}</source>
        <translation>die Abfrage brach ab: {cause}</translation>
    </message>
    <message>
        <source>at most {n} checks</source>
        <translation>höchstens {n} Prüfungen</translation>
    </message>
    <message>
        <source>at most {n} layers</source>
        <translation>höchstens {n} Schichten</translation>
    </message>
    <message>
        <source>augmentation</source>
        <translation>Augmentierung</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>auto</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>automatic: {0}</source>
        <translation>automatisch: {0}</translation>
    </message>
    <message>
        <source>aᵢ = max of channel i</source>
        <translation>aᵢ = Maximum von Kanal i</translation>
    </message>
    <message>
        <source>aᵢ = max of the piece at i</source>
        <translation>aᵢ = Maximum des Abschnitts bei i</translation>
    </message>
    <message>
        <source>aᵢ = mean of channel i</source>
        <translation>aᵢ = Mittelwert von Kanal i</translation>
    </message>
    <message>
        <source>aᵢ = mean of the piece at i</source>
        <translation>aᵢ = Mittelwert des Abschnitts bei i</translation>
    </message>
    <message>
        <source>aᵢ = xᵢ·maskᵢ / (1 − rate), i a channel</source>
        <translation>aᵢ = xᵢ·Maskeᵢ / (1 − Rate), i ein Kanal</translation>
    </message>
    <message>
        <source>aᵢⱼ = max of the patch at (i, j)</source>
        <translation>aᵢⱼ = Maximum des Ausschnitts bei (i, j)</translation>
    </message>
    <message>
        <source>aᵢⱼ = mean of the patch at (i, j)</source>
        <translation>aᵢⱼ = Mittelwert des Ausschnitts bei (i, j)</translation>
    </message>
    <message>
        <source>bar</source>
        <translation>senkrechter Strich</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>Batchgröße</translation>
    </message>
    <message>
        <source>batch size {0}</source>
        <translation>Batchgröße {0}</translation>
    </message>
    <message>
        <source>before</source>
        <translation>vorher</translation>
    </message>
    <message>
        <source>before the first run</source>
        <translation>vor dem ersten Lauf</translation>
    </message>
    <message>
        <source>beside it</source>
        <translation>daneben</translation>
    </message>
    <message>
        <source>best</source>
        <translation>beste</translation>
    </message>
    <message>
        <source>big5</source>
        <translation>big5</translation>
    </message>
    <message>
        <source>black</source>
        <translation>schwarz</translation>
    </message>
    <message>
        <source>blanks</source>
        <translation>Leerzeichen</translation>
    </message>
    <message>
        <source>blobs</source>
        <translation>blobs</translation>
    </message>
    <message>
        <source>breast-cancer</source>
        <translation>breast-cancer</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>channel {0}</source>
        <translation>Kanal {0}</translation>
    </message>
    <message>
        <source>channel {0} of {1}</source>
        <translation>Kanal {0} von {1}</translation>
    </message>
    <message>
        <source>choose data</source>
        <translation>Daten wählen</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>gewählt</translation>
    </message>
    <message>
        <source>circle</source>
        <translation>Kreis</translation>
    </message>
    <message>
        <source>circles</source>
        <translation>circles</translation>
    </message>
    <message>
        <source>classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>column {column} cannot be the target: it holds only {value}</source>
        <translation>Spalte {column} kann nicht das Ziel sein: sie enthält nur {value}</translation>
    </message>
    <message>
        <source>columns that one output answers must all hold numbers or all be yes/no</source>
        <translation>Spalten, die eine Ausgabe beantwortet, müssen alle Zahlen enthalten oder alle ja/nein sein</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>Komma</translation>
    </message>
    <message>
        <source>command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>common</source>
        <translation>häufige</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>konstant</translation>
    </message>
    <message>
        <source>correct</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>cp1250</source>
        <translation>cp1250</translation>
    </message>
    <message>
        <source>cp1251</source>
        <translation>cp1251</translation>
    </message>
    <message>
        <source>cp1252</source>
        <translation>cp1252</translation>
    </message>
    <message>
        <source>cpu</source>
        <translation>cpu</translation>
    </message>
    <message>
        <source>crop</source>
        <translation>zuschneiden</translation>
    </message>
    <message>
        <source>cuBLAS does not load: {cause}</source>
        <translation>cuBLAS lässt sich nicht laden: {cause}</translation>
    </message>
    <message>
        <source>cuBLAS is not installed</source>
        <translation>cuBLAS ist nicht installiert</translation>
    </message>
    <message>
        <source>cuBLAS refused with error {code}</source>
        <translation>cuBLAS meldet Fehler {code}</translation>
    </message>
    <message>
        <source>cuda</source>
        <translation>cuda</translation>
    </message>
    <message>
        <source>cuda:1</source>
        <translation>cuda:1</translation>
    </message>
    <message>
        <source>cuda:2</source>
        <translation>cuda:2</translation>
    </message>
    <message>
        <source>cuda:3</source>
        <translation>cuda:3</translation>
    </message>
    <message>
        <source>cuda:4</source>
        <translation>cuda:4</translation>
    </message>
    <message>
        <source>cuda:5</source>
        <translation>cuda:5</translation>
    </message>
    <message>
        <source>cuda:6</source>
        <translation>cuda:6</translation>
    </message>
    <message>
        <source>cuda:7</source>
        <translation>cuda:7</translation>
    </message>
    <message>
        <source>current</source>
        <translation>aktuell</translation>
    </message>
    <message>
        <source>curves</source>
        <translation>kurven</translation>
    </message>
    <message>
        <source>cycles per value</source>
        <translation>Schwingungen je Wert</translation>
    </message>
    <message>
        <source>d MMM HH:mm</source>
        <translation>d.M. HH:mm</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d.M.yyyy</translation>
    </message>
    <message>
        <source>dB</source>
        <translation>dB</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>dunkel</translation>
    </message>
    <message>
        <source>data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>data can be a table (CSV, TSV, Excel, OpenDocument, Parquet, SQLite, JSON), arrays (NumPy, IDX) or a folder of images or recordings</source>
        <translation>Daten können eine Tabelle (CSV, TSV, Excel, OpenDocument, Parquet, SQLite, JSON), Arrays (NumPy, IDX) oder ein Ordner mit Bildern oder Aufzeichnungen sein</translation>
    </message>
    <message>
        <source>data of your own comes with a project: save one in this folder and write file: NAME.nnstudio instead of data and layers; {name} is not taken here</source>
        <translation>eigene Daten kommen mit einem Projekt: eines in diesem Ordner speichern und file: NAME.nnstudio statt data und layers schreiben; {name} geht hier nicht</translation>
    </message>
    <message>
        <source>data {0}</source>
        <translation>Daten {0}</translation>
    </message>
    <message>
        <source>date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>dates</source>
        <translation>Datumsangaben</translation>
    </message>
    <message>
        <source>de</source>
        <translation>de</translation>
    </message>
    <message>
        <source>dead</source>
        <translation>tot</translation>
    </message>
    <message>
        <source>default {0}</source>
        <translation>Standard: {0}</translation>
    </message>
    <message>
        <source>depth {0} · {1}</source>
        <translation>Tiefe {0} · {1}</translation>
    </message>
    <message>
        <source>derivative</source>
        <translation>Ableitung</translation>
    </message>
    <message>
        <source>diabetes</source>
        <translation>diabetes</translation>
    </message>
    <message>
        <source>different</source>
        <translation>verschieden</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>verschieden</translation>
    </message>
    <message>
        <source>digits</source>
        <translation>digits</translation>
    </message>
    <message>
        <source>diverged</source>
        <translation>divergiert</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>dpi</source>
        <translation>dpi</translation>
    </message>
    <message>
        <source>draw layers</source>
        <translation>Schichten zeichnen</translation>
    </message>
    <message>
        <source>drop</source>
        <translation>weglassen</translation>
    </message>
    <message>
        <source>each channel in a band of its own</source>
        <translation>jeder Kanal in einem eigenen Band</translation>
    </message>
    <message>
        <source>edited since</source>
        <translation>seither geändert</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>empty cells only</source>
        <translation>nur leere Zellen</translation>
    </message>
    <message>
        <source>en</source>
        <translation>en</translation>
    </message>
    <message>
        <source>ended early</source>
        <translation>früh angehalten</translation>
    </message>
    <message>
        <source>epoch 0</source>
        <translation>Epoche 0</translation>
    </message>
    <message>
        <source>epoch {0}</source>
        <translation>Epoche {0}</translation>
    </message>
    <message>
        <source>epoch {0} of an earlier run</source>
        <translation>Epoche {0} eines früheren Laufs</translation>
    </message>
    <message>
        <source>epoch {0} of {1}</source>
        <translation>Epoche {0} von {1}</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>equal weights</source>
        <translation>gleiche Gewichte</translation>
    </message>
    <message>
        <source>error {0}</source>
        <translation>Fehler {0}</translation>
    </message>
    <message>
        <source>euc kr</source>
        <translation>euc kr</translation>
    </message>
    <message>
        <source>every pixel is repeated 1 time</source>
        <translation>jedes Pixel wird 1-mal wiederholt</translation>
    </message>
    <message>
        <source>every value is the same</source>
        <translation>alle Werte sind gleich</translation>
    </message>
    <message>
        <source>exclusive or</source>
        <translation>exklusives Oder</translation>
    </message>
    <message>
        <source>expected a name and settings such as units=8, not {found}</source>
        <translation>erwartet wird ein Name mit Einstellungen wie units=8, nicht {found}</translation>
    </message>
    <message>
        <source>expected a setting such as units=8, not {found}</source>
        <translation>erwartet wird eine Einstellung wie units=8, nicht {found}</translation>
    </message>
    <message>
        <source>expected a whole number, not {found}</source>
        <translation>erwartet wird eine ganze Zahl, nicht {found}</translation>
    </message>
    <message>
        <source>expected one of {keys} and a colon, not {found}</source>
        <translation>erwartet wird eines von {keys} und ein Doppelpunkt, nicht {found}</translation>
    </message>
    <message>
        <source>expected one of {keys}, each once, and a colon</source>
        <translation>erwartet wird eines von {keys}, jedes einmal, und ein Doppelpunkt</translation>
    </message>
    <message>
        <source>expected the name of a project in the folder of the lesson, not {found}</source>
        <translation>erwartet wird der Name eines Projekts im Ordner der Lektion, nicht {found}</translation>
    </message>
    <message>
        <source>explicit</source>
        <translation>explicit</translation>
    </message>
    <message>
        <source>exploding</source>
        <translation>explodierend</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>fashion</source>
        <translation>fashion</translation>
    </message>
    <message>
        <source>file or folder</source>
        <translation>Datei oder Ordner</translation>
    </message>
    <message>
        <source>filter {0}</source>
        <translation>Filter {0}</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>first</source>
        <translation>zuerst</translation>
    </message>
    <message>
        <source>first column</source>
        <translation>erste Spalte</translation>
    </message>
    <message>
        <source>from a newer version</source>
        <translation>aus einer neueren Version</translation>
    </message>
    <message>
        <source>from {0}</source>
        <translation>von {0}</translation>
    </message>
    <message>
        <source>from {0} to {1}</source>
        <translation>von {0} bis {1}</translation>
    </message>
    <message>
        <source>from α·start up to α while p ≤ rise, then down to α·end,  p = epoch / epochs</source>
        <translation>von α·Start hinauf zu α, solange p ≤ Anstieg, dann hinab zu α·Ende,  p = Epoche / Epochen</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>eingefroren</translation>
    </message>
    <message>
        <source>gb18030</source>
        <translation>gb18030</translation>
    </message>
    <message>
        <source>glorot normal</source>
        <translation>glorot normal</translation>
    </message>
    <message>
        <source>glorot uniform</source>
        <translation>glorot uniform</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>grau</translation>
    </message>
    <message>
        <source>group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>guessing: {0}</source>
        <translation>Raten: {0}</translation>
    </message>
    <message>
        <source>he normal</source>
        <translation>he normal</translation>
    </message>
    <message>
        <source>he uniform</source>
        <translation>he uniform</translation>
    </message>
    <message>
        <source>header row</source>
        <translation>Kopfzeile</translation>
    </message>
    <message>
        <source>held-out</source>
        <translation>Zurückgehaltenes</translation>
    </message>
    <message>
        <source>high</source>
        <translation>hoch</translation>
    </message>
    <message>
        <source>identifier</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>importance</source>
        <translation>wichtigkeit</translation>
    </message>
    <message>
        <source>imported, as they are</source>
        <translation>importiert, wie sie sind</translation>
    </message>
    <message>
        <source>in order</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>in the order of {order}</source>
        <translation>in der Reihenfolge von {order}</translation>
    </message>
    <message>
        <source>in the order of {order}, for each value of {series} on its own</source>
        <translation>in der Reihenfolge von {order}, für jeden Wert von {series} für sich</translation>
    </message>
    <message>
        <source>input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>input from {0}</source>
        <translation>Eingabe von {0}</translation>
    </message>
    <message>
        <source>inputs</source>
        <translation>Eingaben</translation>
    </message>
    <message>
        <source>iris</source>
        <translation>iris</translation>
    </message>
    <message>
        <source>iso-8859-2</source>
        <translation>iso-8859-2</translation>
    </message>
    <message>
        <source>it asks for {operation}, which no state dict needs; nothing was run</source>
        <translation>verlangt {operation}, was kein state dict braucht; nichts wurde ausgeführt</translation>
    </message>
    <message>
        <source>it asks to call {function}, which no state dict needs; nothing was run</source>
        <translation>will {function} aufrufen, was kein state dict braucht; nichts wurde ausgeführt</translation>
    </message>
    <message>
        <source>it averages over a border that is not of zeros</source>
        <translation>mittelt über einen Rand, der nicht aus Nullen ist</translation>
    </message>
    <message>
        <source>it brings together flattened images of different orders</source>
        <translation>bringt flach gemachte Bilder verschiedener Reihenfolge zusammen</translation>
    </message>
    <message>
        <source>it brings together values of different shapes, which no layer does here</source>
        <translation>bringt Werte verschiedener Form zusammen, was hier keine Schicht tut</translation>
    </message>
    <message>
        <source>it calculates wrong numbers</source>
        <translation>sie rechnet falsche Zahlen</translation>
    </message>
    <message>
        <source>it changed meanwhile; please try again</source>
        <translation>inzwischen geändert; bitte erneut versuchen</translation>
    </message>
    <message>
        <source>it changes the number of samples</source>
        <translation>ändert die Anzahl der Beispiele</translation>
    </message>
    <message>
        <source>it claims to hold much more than its size allows</source>
        <translation>gibt vor, viel mehr zu enthalten, als die Größe erlaubt</translation>
    </message>
    <message>
        <source>it compiles</source>
        <translation>er kompiliert</translation>
    </message>
    <message>
        <source>it contains macros, programs of their own; save it as .xlsx without them first</source>
        <translation>sie enthält Makros, also eigene Programme; erst ohne sie als .xlsx speichern</translation>
    </message>
    <message>
        <source>it counts the border into its means, which no layer does here</source>
        <translation>zählt den Rand in die Mittelwerte mit, was keine Schicht tut</translation>
    </message>
    <message>
        <source>it did not fall</source>
        <translation>nicht gesunken</translation>
    </message>
    <message>
        <source>it does not calculate: {cause}</source>
        <translation>sie rechnet nicht: {cause}</translation>
    </message>
    <message>
        <source>it does not say how much larger the image becomes</source>
        <translation>sagt nicht, um wie viel größer das Bild wird</translation>
    </message>
    <message>
        <source>it does not say which format it has</source>
        <translation>die Angabe des Formats fehlt</translation>
    </message>
    <message>
        <source>it enlarges an image by something else than whole numbers</source>
        <translation>vergrößert ein Bild um etwas anderes als ganze Zahlen</translation>
    </message>
    <message>
        <source>it enlarges something that is no image</source>
        <translation>vergrößert etwas, das kein Bild ist</translation>
    </message>
    <message>
        <source>it exchanges axes in a way that no layer does here</source>
        <translation>vertauscht Achsen auf eine Weise, wie es hier keine Schicht tut</translation>
    </message>
    <message>
        <source>it failed in this session: {cause}</source>
        <translation>sie ist in dieser Sitzung ausgefallen: {cause}</translation>
    </message>
    <message>
        <source>it fell</source>
        <translation>gesunken</translation>
    </message>
    <message>
        <source>it flattens from an axis that is not the first one of a sample</source>
        <translation>macht ab einer Achse flach, die nicht die erste eines Beispiels ist</translation>
    </message>
    <message>
        <source>it gives its samples more axes</source>
        <translation>gibt den Beispielen weitere Achsen</translation>
    </message>
    <message>
        <source>it has 1 channel, not {wanted}</source>
        <translation>1 Kanal statt {wanted}</translation>
    </message>
    <message>
        <source>it has functions of its own, which this program does not read</source>
        <translation>enthält eigene Funktionen, die dieses Programm nicht liest</translation>
    </message>
    <message>
        <source>it has more operations than a state dict</source>
        <translation>hat mehr Operationen, als ein state dict hat</translation>
    </message>
    <message>
        <source>it has more parts than any network</source>
        <translation>hat mehr Teile, als irgendein Netz hat</translation>
    </message>
    <message>
        <source>it has more pixels than {limit} megapixels</source>
        <translation>es hat mehr als {limit} Megapixel</translation>
    </message>
    <message>
        <source>it has more than {most} layers</source>
        <translation>hat mehr als {most} Schichten</translation>
    </message>
    <message>
        <source>it has more than {most} operations</source>
        <translation>enthält mehr als {most} Operationen</translation>
    </message>
    <message>
        <source>it has no {layer} as it is set, for samples of {shape}</source>
        <translation>dort gibt es {layer} mit diesen Einstellungen nicht, für Beispiele der Form {shape}</translation>
    </message>
    <message>
        <source>it has no {layer} for samples of {shape}</source>
        <translation>dort gibt es {layer} für Beispiele der Form {shape} nicht</translation>
    </message>
    <message>
        <source>it has sparse weights, which this program does not read</source>
        <translation>enthält dünn besetzte Gewichte, die dieses Programm nicht liest</translation>
    </message>
    <message>
        <source>it has two members of one name</source>
        <translation>zwei ihrer Einträge haben denselben Namen</translation>
    </message>
    <message>
        <source>it has two outputs of one name</source>
        <translation>hat zwei Ausgaben desselben Namens</translation>
    </message>
    <message>
        <source>it has {count} members, more than can be right</source>
        <translation>sie hat {count} Einträge, mehr als richtig sein kann</translation>
    </message>
    <message>
        <source>it has {found:,} columns, and {most:,} are the most that are read as channels</source>
        <translation>{found:,} Spalten, und höchstens {most:,} werden als Kanäle gelesen</translation>
    </message>
    <message>
        <source>it has {n} channels, not {wanted}</source>
        <translation>{n} Kanäle statt {wanted}</translation>
    </message>
    <message>
        <source>it has {size:,} bytes, and {limit:,} are the most that is allowed here</source>
        <translation>Die Datei hat {size:,} Bytes, und höchstens {limit:,} sind hier erlaubt</translation>
    </message>
    <message>
        <source>it holds dates; read it as dates to learn from it</source>
        <translation>sie enthält Datumsangaben; als Datum lesen, um daraus zu lernen</translation>
    </message>
    <message>
        <source>it holds more than {most} arrays</source>
        <translation>enthält mehr als {most} Arrays</translation>
    </message>
    <message>
        <source>it holds neither numbers nor texts</source>
        <translation>sie enthält weder Zahlen noch Texte</translation>
    </message>
    <message>
        <source>it holds no rows of numbers</source>
        <translation>enthält keine Zeilen aus Zahlen</translation>
    </message>
    <message>
        <source>it holds no samples</source>
        <translation>enthält keine Abtastwerte</translation>
    </message>
    <message>
        <source>it holds no state dict; save model.state_dict() instead of the model</source>
        <translation>enthält kein state dict; statt des Modells model.state_dict() speichern</translation>
    </message>
    <message>
        <source>it holds numbers of a type that is not known here</source>
        <translation>enthält Zahlen eines Typs, der hier nicht bekannt ist</translation>
    </message>
    <message>
        <source>it holds values that are no finite numbers</source>
        <translation>enthält Werte, die keine endlichen Zahlen sind</translation>
    </message>
    <message>
        <source>it is a model of the class {kind}; Functional and Sequential ones can be read</source>
        <translation>das Modell hat die Klasse {kind}; gelesen werden können Functional und Sequential</translation>
    </message>
    <message>
        <source>it is cut off: samples are missing at its end</source>
        <translation>abgeschnitten: am Ende fehlen Abtastwerte</translation>
    </message>
    <message>
        <source>it is damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>it is damaged or no ONNX model</source>
        <translation>beschädigt oder kein ONNX-Modell</translation>
    </message>
    <message>
        <source>it is damaged or no image</source>
        <translation>die Datei ist beschädigt oder kein Bild</translation>
    </message>
    <message>
        <source>it is damaged or no safetensors file</source>
        <translation>beschädigt oder keine safetensors-Datei</translation>
    </message>
    <message>
        <source>it is damaged or not {what}</source>
        <translation>erwartet wird {what}; die Datei ist beschädigt oder etwas anderes</translation>
    </message>
    <message>
        <source>it is damaged, or holds numbers of a type that is not known here</source>
        <translation>beschädigt, oder enthält Zahlen eines Typs, der hier nicht bekannt ist</translation>
    </message>
    <message>
        <source>it is damaged: a piece of it claims another size than it has</source>
        <translation>beschädigt: ein Stück gibt eine andere Größe an, als es hat</translation>
    </message>
    <message>
        <source>it is damaged: an array is larger than what is stored</source>
        <translation>beschädigt: ein Array ist größer als das, was gespeichert ist</translation>
    </message>
    <message>
        <source>it is damaged: it has no samples</source>
        <translation>beschädigt: keine Abtastwerte</translation>
    </message>
    <message>
        <source>it is damaged: its header is too short</source>
        <translation>beschädigt: der Kopf ist zu kurz</translation>
    </message>
    <message>
        <source>it is damaged: one of its names is no text</source>
        <translation>beschädigt: einer der Namen ist kein Text</translation>
    </message>
    <message>
        <source>it is damaged: what its samples are is not said before them</source>
        <translation>beschädigt: was die Abtastwerte sind, steht nicht vor ihnen</translation>
    </message>
    <message>
        <source>it is damaged: {bits} bits in {bytes} bytes for a sample of {channels} channels</source>
        <translation>beschädigt: {bits} Bit in {bytes} Bytes für einen Abtastwert mit {channels} Kanälen</translation>
    </message>
    <message>
        <source>it is damaged: {channels} channels with {rate} samples per second</source>
        <translation>beschädigt: {channels} Kanäle mit {rate} Abtastwerten pro Sekunde</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>sie ist leer</translation>
    </message>
    <message>
        <source>it is gone</source>
        <translation>sie ist nicht mehr da</translation>
    </message>
    <message>
        <source>it is larger than any project</source>
        <translation>größer, als ein Projekt sein kann</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>zu tief verschachtelt</translation>
    </message>
    <message>
        <source>it is no WAV file</source>
        <translation>keine WAV-Datei</translation>
    </message>
    <message>
        <source>it is no constant of numbers</source>
        <translation>ist keine Konstante aus Zahlen</translation>
    </message>
    <message>
        <source>it is no file of PyTorch 1.6 or newer; save the state dict anew with torch.save</source>
        <translation>keine Datei von PyTorch 1.6 oder neuer; das state dict mit torch.save neu speichern</translation>
    </message>
    <message>
        <source>it is no text</source>
        <translation>kein Text</translation>
    </message>
    <message>
        <source>it is no workbook of Excel or OpenDocument</source>
        <translation>das ist keine Arbeitsmappe von Excel oder OpenDocument</translation>
    </message>
    <message>
        <source>it is not a file</source>
        <translation>das ist keine Datei</translation>
    </message>
    <message>
        <source>it is not an NN Studio project</source>
        <translation>kein Projekt von NN Studio</translation>
    </message>
    <message>
        <source>it is not known what the network was trained on</source>
        <translation>es ist nicht bekannt, womit das Netz trainiert wurde</translation>
    </message>
    <message>
        <source>it is not ready yet</source>
        <translation>sie ist noch nicht bereit</translation>
    </message>
    <message>
        <source>it is of no use</source>
        <translation>sie ist nicht zu gebrauchen</translation>
    </message>
    <message>
        <source>it is protected by a password; save it without one first</source>
        <translation>sie ist durch ein Passwort geschützt; erst ohne Passwort speichern</translation>
    </message>
    <message>
        <source>it is the only one</source>
        <translation>sie ist die einzige</translation>
    </message>
    <message>
        <source>it joins along an axis that is not that of the channels here</source>
        <translation>verbindet entlang einer Achse, die hier nicht die der Kanäle ist</translation>
    </message>
    <message>
        <source>it knows CUDA up to {known}</source>
        <translation>er kennt CUDA bis {known}</translation>
    </message>
    <message>
        <source>it learns a slope for every place; this program knows one for each channel only</source>
        <translation>lernt eine Steigung für jede Stelle; dieses Programm kennt nur eine je Kanal</translation>
    </message>
    <message>
        <source>it loads</source>
        <translation>lässt sich laden</translation>
    </message>
    <message>
        <source>it loads, and finds {count} of the cards</source>
        <translation>lässt sich laden; gefundene Karten: {count}</translation>
    </message>
    <message>
        <source>it makes another image of one whose channels come first, an order that is not kept here</source>
        <translation>macht aus einem Bild mit den Kanälen zuerst ein anderes; diese Reihenfolge bleibt hier nicht erhalten</translation>
    </message>
    <message>
        <source>it makes more axes than anything has</source>
        <translation>macht mehr Achsen, als irgendetwas hat</translation>
    </message>
    <message>
        <source>it makes more of a constant than the file holds</source>
        <translation>macht mehr aus einer Konstanten, als die Datei enthält</translation>
    </message>
    <message>
        <source>it makes whole numbers of its input, which no layer does</source>
        <translation>macht aus der Eingabe ganze Zahlen, was keine Schicht tut</translation>
    </message>
    <message>
        <source>it may be {one} or {other}: write the ending, too</source>
        <translation>es kann {one} oder {other} sein: auch die Endung schreiben</translation>
    </message>
    <message>
        <source>it multiplies along an axis that is not the last here</source>
        <translation>multipliziert entlang einer Achse, die hier nicht die letzte ist</translation>
    </message>
    <message>
        <source>it names more axes than anything has</source>
        <translation>nennt mehr Achsen, als irgendetwas hat</translation>
    </message>
    <message>
        <source>it names the rows</source>
        <translation>sie benennt die Zeilen</translation>
    </message>
    <message>
        <source>it normalises an axis that is not that of the channels here</source>
        <translation>normalisiert eine Achse, die hier nicht die der Kanäle ist</translation>
    </message>
    <message>
        <source>it normalises axis {axis}; this program knows the last one only</source>
        <translation>normalisiert die Achse {axis}; dieses Programm kennt nur die letzte</translation>
    </message>
    <message>
        <source>it normalises over other axes than the last one</source>
        <translation>normalisiert über andere Achsen als die letzte</translation>
    </message>
    <message>
        <source>it numbers the rows</source>
        <translation>sie nummeriert die Zeilen</translation>
    </message>
    <message>
        <source>it picks other pixels than the nearest one to the upper left</source>
        <translation>nimmt andere Pixel als das nächste links oben</translation>
    </message>
    <message>
        <source>it pools over windows that are cut off at the border (ceil_mode)</source>
        <translation>Pooling mit Fenstern, die am Rand abgeschnitten werden (ceil_mode)</translation>
    </message>
    <message>
        <source>it puts a border around something that is no image</source>
        <translation>legt einen Rand um etwas, das kein Bild ist</translation>
    </message>
    <message>
        <source>it puts a border around the channels</source>
        <translation>legt einen Rand um die Kanäle</translation>
    </message>
    <message>
        <source>it reduces over other axes than all those of an image or a sequence</source>
        <translation>fasst über andere Achsen zusammen als alle eines Bildes oder einer Folge</translation>
    </message>
    <message>
        <source>it repeats a pixel {down}×{across} times, which layers here cannot</source>
        <translation>wiederholt ein Pixel {down}×{across}-mal, was Schichten hier nicht können</translation>
    </message>
    <message>
        <source>it runs over other axes than that of the channels here</source>
        <translation>läuft über andere Achsen als hier die der Kanäle</translation>
    </message>
    <message>
        <source>it silences 0 % of the values</source>
        <translation>0&#x202f;% der Werte verstummen</translation>
    </message>
    <message>
        <source>it takes a part of something that no layer takes apart here</source>
        <translation>nimmt einen Teil von etwas, das hier keine Schicht zerteilt</translation>
    </message>
    <message>
        <source>it takes two folds that both have</source>
        <translation>es braucht zwei Teile, die beide gemeinsam haben</translation>
    </message>
    <message>
        <source>it takes two runs of each</source>
        <translation>es braucht von jeder zwei Läufe</translation>
    </message>
    <message>
        <source>it wants images or sequences with their channels first, and receives something else</source>
        <translation>verlangt Bilder oder Folgen mit den Kanälen zuerst und erhält etwas anderes</translation>
    </message>
    <message>
        <source>it was not initialised</source>
        <translation>sie wurde nicht initialisiert</translation>
    </message>
    <message>
        <source>it was written by a newer version of NN Studio (format {have}; this version reads up to {know}): update the program</source>
        <translation>von einer neueren Version von NN Studio geschrieben (Format {have}; diese Version liest bis {know}): das Programm aktualisieren</translation>
    </message>
    <message>
        <source>it works on a constant</source>
        <translation>arbeitet mit einer Konstanten</translation>
    </message>
    <message>
        <source>its activation {name} is not known here</source>
        <translation>die Aktivierung {name} ist hier nicht bekannt</translation>
    </message>
    <message>
        <source>its array has the shape {shape}; (length) or (length, channels) is read</source>
        <translation>das Array hat die Form {shape}; gelesen wird (Länge) oder (Länge, Kanäle)</translation>
    </message>
    <message>
        <source>its array {name}</source>
        <translation>ihr Array {name}</translation>
    </message>
    <message>
        <source>its border is neither none nor that of padding same</source>
        <translation>der Rand ist weder keiner noch der von Padding same</translation>
    </message>
    <message>
        <source>its border is of {fill}, not of zeros</source>
        <translation>der Rand ist aus {fill}, nicht aus Nullen</translation>
    </message>
    <message>
        <source>its config.json is damaged</source>
        <translation>config.json ist beschädigt</translation>
    </message>
    <message>
        <source>its config.json lists no layers</source>
        <translation>config.json führt keine Schichten auf</translation>
    </message>
    <message>
        <source>its config.json names no outputs</source>
        <translation>config.json nennt keine Ausgaben</translation>
    </message>
    <message>
        <source>its data could not be read</source>
        <translation>die Daten konnten nicht gelesen werden</translation>
    </message>
    <message>
        <source>its data has changed since</source>
        <translation>Seine Daten haben sich seitdem geändert</translation>
    </message>
    <message>
        <source>its dilation is not known here</source>
        <translation>die Spreizung ist hier nicht bekannt</translation>
    </message>
    <message>
        <source>its input {number} is missing</source>
        <translation>die Eingabe {number} fehlt</translation>
    </message>
    <message>
        <source>its input {number} must be a constant here</source>
        <translation>die Eingabe {number} muss hier eine Konstante sein</translation>
    </message>
    <message>
        <source>its links lead in a circle</source>
        <translation>die Verknüpfungen führen im Kreis</translation>
    </message>
    <message>
        <source>its list of runs was written by a newer version of NN Studio (format {have}; this version reads up to {know}): update the program</source>
        <translation>die Liste der Läufe wurde von einer neueren Version von NN Studio geschrieben (Format {have}; diese Version liest bis {know}): das Programm aktualisieren</translation>
    </message>
    <message>
        <source>its list of series was written by a newer version of NN Studio (format {have}; this version reads up to {know}): update the program</source>
        <translation>die Liste der Serien wurde von einer neueren Version von NN Studio geschrieben (Format {have}; diese Version liest bis {know}): das Programm aktualisieren</translation>
    </message>
    <message>
        <source>its member {name}</source>
        <translation>ihr Eintrag {name}</translation>
    </message>
    <message>
        <source>its member {name} does not fit the network</source>
        <translation>ihr Eintrag {name} passt nicht zum Netz</translation>
    </message>
    <message>
        <source>its member {name} has a name that is not allowed</source>
        <translation>ihr Eintrag {name} hat einen unzulässigen Namen</translation>
    </message>
    <message>
        <source>its member {name} holds something else than numbers</source>
        <translation>ihr Eintrag {name} enthält etwas anderes als Zahlen</translation>
    </message>
    <message>
        <source>its member {name} holds values that are no finite numbers</source>
        <translation>ihr Eintrag {name} enthält Werte, die keine endlichen Zahlen sind</translation>
    </message>
    <message>
        <source>its member {name} is damaged</source>
        <translation>ihr Eintrag {name} ist beschädigt</translation>
    </message>
    <message>
        <source>its member {name} is larger than it should be</source>
        <translation>{name} darin ist größer, als es sein sollte</translation>
    </message>
    <message>
        <source>its member {name} is missing</source>
        <translation>ihr Eintrag {name} fehlt</translation>
    </message>
    <message>
        <source>its member {name} is packed in an unknown way</source>
        <translation>ihr Eintrag {name} ist auf unbekannte Weise gepackt</translation>
    </message>
    <message>
        <source>its members are larger than they should be</source>
        <translation>ihre Einträge sind größer, als sie sein sollten</translation>
    </message>
    <message>
        <source>its memory has an error that cannot be corrected</source>
        <translation>ihr Speicher hat einen Fehler, der sich nicht beheben lässt</translation>
    </message>
    <message>
        <source>its network has {count:,} {parts}; {limit:,} are the most</source>
        <translation>zu viele Teile im Netz ({parts}): {count:,}; höchstens {limit:,} sind erlaubt</translation>
    </message>
    <message>
        <source>its noise has deviation 0</source>
        <translation>das Rauschen hat Abweichung 0</translation>
    </message>
    <message>
        <source>its numbers are stored in an order that is not known here</source>
        <translation>die Zahlen sind in einer hier nicht bekannten Reihenfolge gespeichert</translation>
    </message>
    <message>
        <source>its operations</source>
        <translation>ihre Operationen</translation>
    </message>
    <message>
        <source>its padding {name} is not known here</source>
        <translation>das Padding {name} ist hier nicht bekannt</translation>
    </message>
    <message>
        <source>its parts do not make up the channels</source>
        <translation>die Teile ergeben zusammen nicht die Kanäle</translation>
    </message>
    <message>
        <source>its runs do not add up</source>
        <translation>die Läufe darin stimmen nicht</translation>
    </message>
    <message>
        <source>its series do not add up</source>
        <translation>die Serien darin stimmen nicht</translation>
    </message>
    <message>
        <source>its setting output_shape is not known here</source>
        <translation>die Einstellung output_shape ist hier nicht bekannt</translation>
    </message>
    <message>
        <source>its setting {name} is {got}; this program knows {wanted} only</source>
        <translation>die Einstellung {name} ist {got}; dieses Programm kennt nur {wanted}</translation>
    </message>
    <message>
        <source>its shades are fractions; save it with 8 or 16 bits</source>
        <translation>seine Helligkeiten sind Brüche; mit 8 oder 16 Bit speichern</translation>
    </message>
    <message>
        <source>its shades have 32 bits; save it with 8 or 16</source>
        <translation>seine Helligkeiten haben 32 Bit; mit 8 oder 16 speichern</translation>
    </message>
    <message>
        <source>its sound is packed in a way that is not read here; save it as PCM</source>
        <translation>der Ton ist auf eine Weise gepackt, die hier nicht gelesen wird; als PCM speichern</translation>
    </message>
    <message>
        <source>its state dict is cut off</source>
        <translation>das state dict ist abgeschnitten</translation>
    </message>
    <message>
        <source>its state dict is damaged</source>
        <translation>das state dict ist beschädigt</translation>
    </message>
    <message>
        <source>its stride is larger than its kernel, which Keras fills up with empty pixels</source>
        <translation>die Schrittweite ist größer als der Filterkern, was Keras mit leeren Pixeln auffüllt</translation>
    </message>
    <message>
        <source>its table of contents is larger than it should be</source>
        <translation>ihr Inhaltsverzeichnis ist größer, als es sein sollte</translation>
    </message>
    <message>
        <source>its weights are damaged</source>
        <translation>die Gewichte sind beschädigt</translation>
    </message>
    <message>
        <source>its weights are damaged: {layer} has {count} arrays</source>
        <translation>die Gewichte sind beschädigt: {layer} hat {count} Arrays</translation>
    </message>
    <message>
        <source>its weights are damaged: {name} holds no numbers</source>
        <translation>die Gewichte sind beschädigt: {name} enthält keine Zahlen</translation>
    </message>
    <message>
        <source>its weights are damaged: {name} is no array</source>
        <translation>die Gewichte sind beschädigt: {name} ist kein Array</translation>
    </message>
    <message>
        <source>its weights are damaged: {name} is no group</source>
        <translation>die Gewichte sind beschädigt: {name} ist keine Gruppe</translation>
    </message>
    <message>
        <source>its weights are no HDF5 file</source>
        <translation>die Gewichte sind keine HDF5-Datei</translation>
    </message>
    <message>
        <source>its weights are packed in an unknown way ({name})</source>
        <translation>die Gewichte sind auf unbekannte Weise gepackt ({name})</translation>
    </message>
    <message>
        <source>its weights do not fit what it receives</source>
        <translation>die Gewichte passen nicht zu dem, was ankommt</translation>
    </message>
    <message>
        <source>its weights lead to another file ({name}), which is not followed</source>
        <translation>die Gewichte führen zu einer anderen Datei ({name}), der nicht gefolgt wird</translation>
    </message>
    <message>
        <source>its weights lead to another file or place ({name}), which is not followed</source>
        <translation>die Gewichte führen zu einer anderen Datei oder Stelle ({name}), der nicht gefolgt wird</translation>
    </message>
    <message>
        <source>its weights {name} are damaged</source>
        <translation>die Gewichte {name} sind beschädigt</translation>
    </message>
    <message>
        <source>its weights {name} are in another file, which is not followed; save them inside</source>
        <translation>die Gewichte {name} liegen in einer anderen Datei, der nicht gefolgt wird; im Modell selbst speichern</translation>
    </message>
    <message>
        <source>its weights {name} are no numbers</source>
        <translation>die Gewichte {name} sind keine Zahlen</translation>
    </message>
    <message>
        <source>its weights {name} claim more numbers than the file holds</source>
        <translation>die Gewichte {name} geben mehr Zahlen an, als die Datei enthält</translation>
    </message>
    <message>
        <source>its window does not fit what it receives</source>
        <translation>das Fenster passt nicht zu dem, was ankommt</translation>
    </message>
    <message>
        <source>its {member} is damaged</source>
        <translation>{member} darin ist beschädigt</translation>
    </message>
    <message>
        <source>kHz</source>
        <translation>kHz</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>da</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>Filterkern</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>Bezeichnungen</translation>
    </message>
    <message>
        <source>large steps</source>
        <translation>große Schritte</translation>
    </message>
    <message>
        <source>last</source>
        <translation>letzte</translation>
    </message>
    <message>
        <source>latin-1</source>
        <translation>latin-1</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>layers looked at under Backward: {n} of {wanted}</source>
        <translation>Schichten, unter „Rückwärts“ angesehen: {n} von {wanted}</translation>
    </message>
    <message>
        <source>learned from</source>
        <translation>zum Lernen</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>learning rate schedule</source>
        <translation>Lernratenplan</translation>
    </message>
    <message>
        <source>lecun normal</source>
        <translation>lecun normal</translation>
    </message>
    <message>
        <source>lecun uniform</source>
        <translation>lecun uniform</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>weggelassen</translation>
    </message>
    <message>
        <source>left out: {reasons}</source>
        <translation>ausgelassen: {reasons}</translation>
    </message>
    <message>
        <source>length {0}</source>
        <translation>Länge {0}</translation>
    </message>
    <message>
        <source>let the training come to its end</source>
        <translation>das Training zu Ende laufen lassen</translation>
    </message>
    <message>
        <source>light</source>
        <translation>hell</translation>
    </message>
    <message>
        <source>line {line}</source>
        <translation>Zeile {line}</translation>
    </message>
    <message>
        <source>line {line} has {found} columns, and those before it {width}</source>
        <translation>Zeile {line} hat {found} Spalten, die davor haben {width}</translation>
    </message>
    <message>
        <source>line {line}, {name}</source>
        <translation>Zeile {line}, {name}</translation>
    </message>
    <message>
        <source>line {line}: {cell} is no number</source>
        <translation>Zeile {line}: {cell} ist keine Zahl</translation>
    </message>
    <message>
        <source>line {line}: {cell} is no number; leave the first column out, or write it as seconds</source>
        <translation>Zeile {line}: {cell} ist keine Zahl; die erste Spalte weglassen oder in Sekunden schreiben</translation>
    </message>
    <message>
        <source>linear passes every value on as it is</source>
        <translation>linear gibt jeden Wert weiter, wie er ist</translation>
    </message>
    <message>
        <source>linear regression</source>
        <translation>lineare Regression</translation>
    </message>
    <message>
        <source>links are not followed</source>
        <translation>Verknüpfungen werden nicht verfolgt</translation>
    </message>
    <message>
        <source>logistic regression</source>
        <translation>logistische Regression</translation>
    </message>
    <message>
        <source>long</source>
        <translation>lang</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>loss weights</source>
        <translation>Gewichte der Verluste</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>verloren</translation>
    </message>
    <message>
        <source>lowest</source>
        <translation>Minimum</translation>
    </message>
    <message>
        <source>macOS has no NVIDIA driver</source>
        <translation>macOS hat keinen NVIDIA-Treiber</translation>
    </message>
    <message>
        <source>map {0}</source>
        <translation>Karte {0}</translation>
    </message>
    <message>
        <source>median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>mel</source>
        <translation>Mel</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>metric</source>
        <translation>Metrik</translation>
    </message>
    <message>
        <source>middle</source>
        <translation>Mitte</translation>
    </message>
    <message>
        <source>minmax</source>
        <translation>Min-Max</translation>
    </message>
    <message>
        <source>model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>moons</source>
        <translation>moons</translation>
    </message>
    <message>
        <source>most frequent</source>
        <translation>häufigster Wert</translation>
    </message>
    <message>
        <source>mostly above 0</source>
        <translation>meist über 0</translation>
    </message>
    <message>
        <source>mostly below 0</source>
        <translation>meist unter 0</translation>
    </message>
    <message>
        <source>must be a finite number</source>
        <translation>verlangt ist eine endliche Zahl</translation>
    </message>
    <message>
        <source>must be a list of numbers</source>
        <translation>verlangt ist eine Liste von Zahlen</translation>
    </message>
    <message>
        <source>must be a list of whole numbers</source>
        <translation>verlangt ist eine Liste ganzer Zahlen</translation>
    </message>
    <message>
        <source>must be a number</source>
        <translation>verlangt ist eine Zahl</translation>
    </message>
    <message>
        <source>must be a whole number</source>
        <translation>verlangt ist eine ganze Zahl</translation>
    </message>
    <message>
        <source>must be above {limit}</source>
        <translation>erlaubt ist nur mehr als {limit}</translation>
    </message>
    <message>
        <source>must be at least {limit}</source>
        <translation>erlaubt ist mindestens {limit}</translation>
    </message>
    <message>
        <source>must be at most {limit}</source>
        <translation>erlaubt ist höchstens {limit}</translation>
    </message>
    <message>
        <source>names the pictures</source>
        <translation>nennt die Bilder</translation>
    </message>
    <message>
        <source>not learned</source>
        <translation>nicht gelernt</translation>
    </message>
    <message>
        <source>per second</source>
        <translation>pro Sekunde</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>row {0} of {1}, the newest</source>
        <translation>Zeile {0} von {1}, die neueste</translation>
    </message>
    <message>
        <source>sample {0} of {1}</source>
        <translation>Beispiel {0} von {1}</translation>
    </message>
    <message>
        <source>signal</source>
        <translation>Signal</translation>
    </message>
    <message>
        <source>source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>spectrogram</source>
        <translation>Spektrogramm</translation>
    </message>
    <message>
        <source>spoken-digits</source>
        <translation>spoken-digits</translation>
    </message>
    <message>
        <source>start</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>the network needs samples of shape {wanted}, not {found}</source>
        <translation>das Netz braucht Beispiele der Form {wanted}, nicht {found}</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>value number</source>
        <translation>Nummer des Werts</translation>
    </message>
    <message>
        <source>what they see of recordings is not the same</source>
        <translation>sie sehen von Aufzeichnungen nicht dasselbe</translation>
    </message>
    <message>
        <source>{0} ({1} to {2})</source>
        <translation>{0} ({1} bis {2})</translation>
    </message>
    <message>
        <source>{0} Hz at {1} s</source>
        <translation>{0} Hz bei {1} s</translation>
    </message>
    <message>
        <source>{0} dB</source>
        <translation>{0} dB</translation>
    </message>
    <message>
        <source>{0} features from a column</source>
        <translation>{0} Merkmale aus einer Spalte</translation>
    </message>
    <message>
        <source>{0} features from {1} columns</source>
        <translation>{0} Merkmale aus {1} Spalten</translation>
    </message>
    <message>
        <source>{0} has changed on the disk since it was read.</source>
        <translation>{0} hat sich auf dem Datenträger geändert, seit es gelesen wurde.</translation>
    </message>
    <message>
        <source>{0} has changed on the disk since it was read: the run has not begun yet.</source>
        <translation>{0} hat sich auf dem Datenträger geändert, seit es gelesen wurde: Der Lauf hat noch nicht begonnen.</translation>
    </message>
    <message>
        <source>{0} has changed on the disk. The run goes on with the data that it was begun with.</source>
        <translation>{0} hat sich auf dem Datenträger geändert. Der Lauf geht mit den Daten weiter, mit denen er begonnen hat.</translation>
    </message>
    <message>
        <source>{0} is not answered. Shown is still what was answered before.</source>
        <translation>{0} wird nicht beantwortet. Gezeigt ist noch, was vorher beantwortet wurde.</translation>
    </message>
    <message>
        <source>{0} kHz at {1} s</source>
        <translation>{0} kHz bei {1} s</translation>
    </message>
    <message>
        <source>{0} outputs</source>
        <translation>{0} Ausgaben</translation>
    </message>
    <message>
        <source>{0} outputs: {1}</source>
        <translation>{0} Ausgaben: {1}</translation>
    </message>
    <message>
        <source>{0} recordings, and under each what the network made of it</source>
        <translation>{0} Aufzeichnungen, und unter jeder, was das Netz daraus gemacht hat</translation>
    </message>
    <message>
        <source>{0} spectrograms · {1} · {2}</source>
        <translation>{0} Spektrogramme · {1} · {2}</translation>
    </message>
    <message>
        <source>{0} was changed after this was kept, and what is shown does not hold those changes. Saving asks before it replaces them.</source>
        <translation>{0} wurde geändert, nachdem dies gesichert wurde, und was hier gezeigt wird, enthält diese Änderungen nicht. Beim Speichern wird gefragt, bevor sie ersetzt werden.</translation>
    </message>
    <message>
        <source>{0}. What is chosen here holds until the window closes.</source>
        <translation>{0}. Was hier gewählt wird, gilt, bis das Fenster geschlossen wird.</translation>
    </message>
    <message>
        <source>{0}: at most {1} apart</source>
        <translation>{0}: höchstens {1} auseinander</translation>
    </message>
    <message>
        <source>{0}: at most {1} apart, and the same answer for {2}</source>
        <translation>{0}: höchstens {1} auseinander, und dieselbe Antwort bei {2}</translation>
    </message>
    <message>
        <source>{0}: double-click to look at the pictures</source>
        <translation>{0}: ein Doppelklick zeigt die Bilder</translation>
    </message>
    <message>
        <source>{0}: equal</source>
        <translation>{0}: gleich</translation>
    </message>
    <message>
        <source>{0}: true {1}, predicted {2}</source>
        <translation>{0}: wahr {1}, vorhergesagt {2}</translation>
    </message>
    <message>
        <source>{cause}. Put it back there, or open the project in the window and say where it is now</source>
        <translation>{cause}. Dorthin zurücklegen, oder das Projekt im Fenster öffnen und den neuen Ort angeben</translation>
    </message>
    <message>
        <source>{column} holds codes, but is learned from as a number: one twice as large would say twice as much</source>
        <translation>{column} enthält Schlüssel, gelernt wird daraus aber als Zahl: Ein doppelt so großer sagte doppelt so viel</translation>
    </message>
    <message>
        <source>{column}: {texts} are nearly the same word; if that is a slip of the pen, correct it</source>
        <translation>{column}: {texts} sind fast dasselbe Wort; ist das ein Schreibfehler, berichtigen Sie ihn</translation>
    </message>
    <message>
        <source>{column}: {texts} are nearly the same word; if that is a slip of the pen, correct it in the file</source>
        <translation>{column}: {texts} sind fast dasselbe Wort; ist das ein Schreibfehler, berichtigen Sie ihn in der Datei</translation>
    </message>
    <message>
        <source>{count} samples of the {part} part of {name}</source>
        <translation>{count} Beispielen aus {name} (Teil: {part})</translation>
    </message>
    <message>
        <source>{dataset}: no column {column} can divide its rows; there are {names}</source>
        <translation>{dataset}: keine Spalte {column} kann die Zeilen aufteilen; es gibt {names}</translation>
    </message>
    <message>
        <source>{dataset}: nothing is for training</source>
        <translation>{dataset}: nichts ist für das Training</translation>
    </message>
    <message>
        <source>{dataset}: outside the test part class {name} has {n} sample, too few for {folds} folds that have one each; “Same share of each class” in the data can be switched off</source>
        <translation>{dataset}: außerhalb des Testteils hat Klasse {name} nur {n} Beispiel, zu wenig für {folds} Teile mit je einem; „Gleicher Anteil jeder Klasse“ bei den Daten lässt sich ausschalten</translation>
    </message>
    <message>
        <source>{dataset}: outside the test part class {name} has {n} samples, too few for {folds} folds that have one each; take fewer folds</source>
        <translation>{dataset}: außerhalb des Testteils hat Klasse {name} nur {n} Beispiele, zu wenig für {folds} Teile mit je einem; weniger Teile nehmen</translation>
    </message>
    <message>
        <source>{dataset}: the data says itself which samples validate, so there are no folds to draw; other seeds can be tried</source>
        <translation>{dataset}: die Daten sagen selbst, welche Beispiele validieren, darum lassen sich keine Teile ziehen; andere Seeds lassen sich versuchen</translation>
    </message>
    <message>
        <source>{dataset}: {n} sample outside the test part is too few for {folds} folds</source>
        <translation>{dataset}: {n} Beispiel außerhalb des Testteils ist zu wenig für {folds} Teile</translation>
    </message>
    <message>
        <source>{dataset}: {n} samples outside the test part are too few for {folds} folds</source>
        <translation>{dataset}: {n} Beispiele außerhalb des Testteils sind zu wenig für {folds} Teile</translation>
    </message>
    <message>
        <source>{file} changed while it was read; please try again</source>
        <translation>{file} hat sich während des Lesens geändert; bitte noch einmal versuchen</translation>
    </message>
    <message>
        <source>{file} is an image, and this network answers recordings: drop a WAV or CSV file</source>
        <translation>{file} ist ein Bild, und dieses Netz beantwortet Aufzeichnungen: eine WAV- oder CSV-Datei ablegen</translation>
    </message>
    <message>
        <source>{file}: besides the files in {column} there is no column to predict; open their folder where its sub-folders are the classes</source>
        <translation>{file}: außer den Dateien in {column} gibt es keine Spalte zum Vorhersagen; ihren Ordner öffnen, wenn dessen Unterordner die Klassen sind</translation>
    </message>
    <message>
        <source>{file}: column {column} holds neither dates nor numbers: it tells no order of the rows</source>
        <translation>{file}: Spalte {column} enthält weder Datumsangaben noch Zahlen: Sie sagt nichts über die Reihenfolge der Zeilen</translation>
    </message>
    <message>
        <source>{file}: column {column} is of no use: {reason}. If they name classes, read it as a category: in the data dialog, or with `--kind COLUMN=category`</source>
        <translation>{file}: Spalte {column} ist nutzlos: {reason}. Wenn sie Klassen nennen, die Spalte als Kategorie lesen: im Datendialog oder mit `--kind COLUMN=category`</translation>
    </message>
    <message>
        <source>{file}: every row with a value in {others} has the same in {column}; choose fewer targets</source>
        <translation>{file}: jede Zeile mit einem Wert in {others} hat in {column} denselben; weniger Ziele wählen</translation>
    </message>
    <message>
        <source>{file}: no column tells the order of the rows; name one with their times: --split-by COLUMN</source>
        <translation>{file}: keine Spalte sagt, in welcher Reihenfolge die Zeilen stehen; nennen Sie eine mit ihren Zeiten: --split-by COLUMN</translation>
    </message>
    <message>
        <source>{file}: no row has a value in each of {columns}; choose targets that are known of the same rows</source>
        <translation>{file}: keine Zeile hat in jeder der Spalten {columns} einen Wert; Ziele wählen, die in denselben Zeilen bekannt sind</translation>
    </message>
    <message>
        <source>{file}: no row has a value in each of {column}</source>
        <translation>{file}: keine Zeile hat in jeder der Spalten {column} einen Wert</translation>
    </message>
    <message>
        <source>{file}: no row has an answer that the network knows in each of {column}</source>
        <translation>{file}: keine Zeile hat in jeder der Spalten {column} eine Antwort, die das Netz kennt</translation>
    </message>
    <message>
        <source>{file}: no row has {rows} rows before it in its series, as the network needs them; give a table that begins earlier</source>
        <translation>{file}: Vor keiner Zeile stehen {rows} Zeilen ihrer Reihe, wie das Netz sie braucht; geben Sie eine Tabelle an, die früher beginnt</translation>
    </message>
    <message>
        <source>{file}: the network was trained on pictures together with columns: give a table that names the pictures and has the columns {columns}</source>
        <translation>{file}: das Netz wurde mit Bildern und Spalten zusammen trainiert: eine Tabelle angeben, die die Bilder nennt und die Spalten {columns} hat</translation>
    </message>
    <message>
        <source>{file}: the table {table} has no rows</source>
        <translation>{file}: die Tabelle {table} hat keine Zeilen</translation>
    </message>
    <message>
        <source>{file}: there is no column whose earlier values could be seen; choose one</source>
        <translation>{file}: es gibt keine Spalte, deren frühere Werte gesehen werden könnten; wählen Sie eine</translation>
    </message>
    <message>
        <source>{file}: this JSON holds no table; it can be a list of objects with the same members, one such object a line, or an object with a list for each column</source>
        <translation>{file}: dieses JSON enthält keine Tabelle; es kann eine Liste von Objekten mit gleichen Feldern sein, ein solches Objekt je Zeile oder ein Objekt mit einer Liste je Spalte</translation>
    </message>
    <message>
        <source>{file}: this Python was built without SQLite; save the table as CSV</source>
        <translation>{file}: dieses Python wurde ohne SQLite gebaut; speichern Sie die Tabelle als CSV</translation>
    </message>
    <message>
        <source>{file}: this Python was built without {name}; unpack the file first</source>
        <translation>{file}: dieses Python wurde ohne {name} gebaut; entpacken Sie die Datei vorher</translation>
    </message>
    <message>
        <source>{file}: this is JSON; give its name the ending .json</source>
        <translation>{file} ist JSON; dem Namen die Endung .json geben</translation>
    </message>
    <message>
        <source>{file}: two columns have the same name ({cause}); give each a name of its own</source>
        <translation>{file}: zwei Spalten heißen gleich ({cause}); jeder einen eigenen Namen geben</translation>
    </message>
    <message>
        <source>{file}: {count} outputs would be needed, one for each column of classes, and there may be {most}; choose fewer targets</source>
        <translation>{file}: {count} Ausgaben wären nötig, eine für jede Spalte mit Klassen, und {most} dürfen es sein; weniger Ziele wählen</translation>
    </message>
    <message>
        <source>{file}: {rows:,} rows with {columns:,} earlier values each are more than fit into memory; take fewer rows before or fewer columns</source>
        <translation>{file}: {rows:,} Zeilen mit je {columns:,} früheren Werten sind mehr, als in den Speicher passen; nehmen Sie weniger Zeilen davor oder weniger Spalten</translation>
    </message>
    <message>
        <source>{folder}: a window of {window} values is longer than its recordings, which have {length}; choose a smaller one</source>
        <translation>{folder}: ein Fenster von {window} Werten ist länger als die Aufzeichnungen, die {length} haben; ein kleineres wählen</translation>
    </message>
    <message>
        <source>{folder}: its recordings are in no sub-folders; put those of each class into a folder of its name</source>
        <translation>{folder}: die Aufzeichnungen liegen in keinen Unterordnern; die jeder Klasse in einen Ordner ihres Namens legen</translation>
    </message>
    <message>
        <source>{folder}: its recordings have {length:,} values along time, and {most:,} are the most of a signal; set a length to take a piece of each, or let them be seen as spectrograms</source>
        <translation>{folder}: die Aufzeichnungen haben {length:,} Werte entlang der Zeit, und höchstens {most:,} gehen bei einem Signal; eine Länge einstellen, um von jeder ein Stück zu nehmen, oder sie als Spektrogramme sehen lassen</translation>
    </message>
    <message>
        <source>{folder}: its recordings have {length:,} values along time, and {most:,} are the most; set a length to take a piece of each, or fewer samples per second for sounds</source>
        <translation>{folder}: die Aufzeichnungen haben {length:,} Werte entlang der Zeit, und höchstens {most:,} gehen; eine Länge einstellen, um von jeder ein Stück zu nehmen, oder bei Tönen weniger Abtastwerte pro Sekunde</translation>
    </message>
    <message>
        <source>{folder}: its sounds are of kinds that are not read ({kinds}); save them as WAV</source>
        <translation>{folder}: die Töne sind von einer Art, die nicht gelesen wird ({kinds}); als WAV speichern</translation>
    </message>
    <message>
        <source>{folder}: its sub-folders hold folders, and no recordings; choose the folder right above the classes, or the one above train and test</source>
        <translation>{folder}: die Unterordner enthalten Ordner und keine Aufzeichnungen; den Ordner gleich über den Klassen wählen oder den über train und test</translation>
    </message>
    <message>
        <source>{folder}: more than {most:,} recordings are more than fit here</source>
        <translation>{folder}: mehr als {most:,} Aufzeichnungen sind mehr, als hier hineinpassen</translation>
    </message>
    <message>
        <source>{folder}: more than {recordings:,} recordings or {classes:,} sub-folders are more than fit here</source>
        <translation>{folder}: mehr als {recordings:,} Aufzeichnungen oder {classes:,} Unterordner sind mehr, als hier hineinpassen</translation>
    </message>
    <message>
        <source>{folder}: none of its {count} recordings can be read; the first is {file}: {cause}</source>
        <translation>{folder}: keine der {count} Aufzeichnungen lässt sich lesen; die erste ist {file}: {cause}</translation>
    </message>
    <message>
        <source>{folder}: only the sub-folder {name} holds recordings; there must be one for each of two or more classes</source>
        <translation>{folder}: nur der Unterordner {name} enthält Aufzeichnungen; es muss einen für jede von zwei oder mehr Klassen geben</translation>
    </message>
    <message>
        <source>{folder}: there are no images in it or in its sub-folders (PNG, JPEG, TIFF, BMP, GIF or WebP)</source>
        <translation>{folder}: Weder hier noch in den Unterordnern sind Bilder (PNG, JPEG, TIFF, BMP, GIF oder WebP)</translation>
    </message>
    <message>
        <source>{folder}: there are no images in its sub-folders (PNG, JPEG, TIFF, BMP, GIF or WebP)</source>
        <translation>{folder}: in den Unterordnern sind keine Bilder (PNG, JPEG, TIFF, BMP, GIF oder WebP)</translation>
    </message>
    <message>
        <source>must be at most {count} numbers</source>
        <translation>erlaubt sind höchstens {count} Zahlen</translation>
    </message>
    <message>
        <source>--threshold {given}: name the label, as in {example}; there are {names}</source>
        <translation>--threshold {given}: das Label nennen, wie in {example}; es gibt {names}</translation>
    </message>
    <message>
        <source>--threshold: this network answers no yes/no question</source>
        <translation>--threshold: dieses Netz beantwortet keine Ja/Nein-Frage</translation>
    </message>
    <message>
        <source>A held-out sample is in the training part as well ({pairs}): results will look better than they are</source>
        <translation>Ein zurückgehaltenes Beispiel ist auch im Trainingsteil ({pairs}): Die Ergebnisse werden besser aussehen, als sie sind</translation>
    </message>
    <message>
        <source>All runs learn from the same samples and are judged by the same ones; weights to begin with, order of the samples and dropout differ. The first of them is the run of the project itself.</source>
        <translation>Alle Läufe lernen aus denselben Beispielen und werden an denselben beurteilt; Anfangsgewichte, Reihenfolge der Beispiele und Dropout sind verschieden. Der erste ist der Lauf des Projekts selbst.</translation>
    </message>
    <message>
        <source>Dots are runs, the stroke is their mean, the band one standard deviation (n − 1) to either side. The best epoch was chosen by the same samples: new ones will be answered a little worse.</source>
        <translation>Punkte sind Läufe, der Strich ist ihr Mittelwert, das Band eine Standardabweichung (n − 1) nach beiden Seiten. Die beste Epoche wurde an denselben Beispielen gewählt: Neue werden etwas schlechter beantwortet.</translation>
    </message>
    <message>
        <source>Each part of the data outside the test part validates one run that learns from all others. Classes keep their share, groups stay together, and in the order of time nothing is learned from what came later.</source>
        <translation>Jeder Teil der Daten außerhalb des Testteils validiert einen Lauf, der aus allen anderen lernt. Klassen behalten ihren Anteil, Gruppen bleiben zusammen, und in zeitlicher Reihenfolge wird nichts aus Späterem gelernt.</translation>
    </message>
    <message>
        <source>Guessing would reach {figure} on the same samples</source>
        <translation>Raten käme an denselben Beispielen auf {figure}</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Importiert</translation>
    </message>
    <message>
        <source>Leave repeats out</source>
        <translation>Doppelte weglassen</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>MiB</translation>
    </message>
    <message>
        <source>More room for curves, results and the other pages here</source>
        <translation>Mehr Platz für Kurven, Ergebnisse und die anderen Seiten hier</translation>
    </message>
    <message>
        <source>One file to send: network, weights and up to {0} MiB of data</source>
        <translation>Eine einzige Datei zum Verschicken: Netz, Gewichte und bis zu {0} MiB Daten</translation>
    </message>
    <message>
        <source>Part of the data that is kept sealed until the results are opened.</source>
        <translation>Teil der Daten, der versiegelt bleibt, bis die Ergebnisse geöffnet werden.</translation>
    </message>
    <message>
        <source>Part of the data that watches the training, but is never learned from.</source>
        <translation>Teil der Daten, der das Training überwacht, aus dem aber nie gelernt wird.</translation>
    </message>
    <message>
        <source>Samples: {0}</source>
        <translation>Beispiele: {0}</translation>
    </message>
    <message>
        <source>The data has {size}; up to {most} MiB can be kept in the project file</source>
        <translation>Die Daten haben {size}; bis zu {most} MiB lassen sich in der Projektdatei behalten</translation>
    </message>
    <message>
        <source>Whose weights are judged, and proposed for an export</source>
        <translation>Wessen Gewichte beurteilt und für einen Export vorgeschlagen werden</translation>
    </message>
    <message>
        <source>With the preprocessing of the data</source>
        <translation>Mit der Vorverarbeitung der Daten</translation>
    </message>
    <message>
        <source>it holds at most {limit} MiB of weights</source>
        <translation>fasst höchstens {limit} MiB Gewichte</translation>
    </message>
    <message>
        <source>must be on or off</source>
        <translation>verlangt ist ein oder aus</translation>
    </message>
    <message>
        <source>must be one of {choices}</source>
        <translation>erlaubt ist eines von {choices}</translation>
    </message>
    <message>
        <source>must be one or two whole numbers</source>
        <translation>verlangt sind eine oder zwei ganze Zahlen</translation>
    </message>
    <message>
        <source>must be text</source>
        <translation>verlangt ist ein Text</translation>
    </message>
    <message>
        <source>needs attention</source>
        <translation>braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>neither of them says what it was trained on</source>
        <translation>keines von beiden sagt, womit es trainiert wurde</translation>
    </message>
    <message>
        <source>network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>neuron {0}</source>
        <translation>Neuron {0}</translation>
    </message>
    <message>
        <source>neurons</source>
        <translation>Neuronen</translation>
    </message>
    <message>
        <source>next step</source>
        <translation>nächster Schritt</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>no NVIDIA driver ({name}) was found</source>
        <translation>kein NVIDIA-Treiber ({name}) gefunden</translation>
    </message>
    <message>
        <source>no answer within {seconds:.0f} seconds</source>
        <translation>keine Antwort innerhalb von {seconds:.0f} Sekunden</translation>
    </message>
    <message>
        <source>no array in the file fits {shape}</source>
        <translation>kein Array in der Datei passt zu {shape}</translation>
    </message>
    <message>
        <source>no epoch has come to a result yet: train again</source>
        <translation>noch keine Epoche mit Ergebnis: erneut trainieren</translation>
    </message>
    <message>
        <source>no header row</source>
        <translation>keine Kopfzeile</translation>
    </message>
    <message>
        <source>no hidden layer has the activation {name}</source>
        <translation>Keine verborgene Schicht hat die Aktivierung {name}</translation>
    </message>
    <message>
        <source>no input</source>
        <translation>keine Eingabe</translation>
    </message>
    <message>
        <source>no layer</source>
        <translation>keine Schicht</translation>
    </message>
    <message>
        <source>no proof was wanted</source>
        <translation>es war kein Nachweis gewünscht</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>none any more</source>
        <translation>keine mehr</translation>
    </message>
    <message>
        <source>none before</source>
        <translation>vorher keine</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>normal</translation>
    </message>
    <message>
        <source>not available now</source>
        <translation>zurzeit nicht verfügbar</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>nicht fertig</translation>
    </message>
    <message>
        <source>not finished: {0}</source>
        <translation>nicht fertig: {0}</translation>
    </message>
    <message>
        <source>not finite</source>
        <translation>nicht endlich</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>noch nicht gelesen</translation>
    </message>
    <message>
        <source>not scaled</source>
        <translation>nicht skaliert</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>nicht begonnen</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>number of epochs</source>
        <translation>Zahl der Epochen</translation>
    </message>
    <message>
        <source>number of threads</source>
        <translation>Anzahl der Threads</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>of no use</source>
        <translation>nutzlos</translation>
    </message>
    <message>
        <source>of one value</source>
        <translation>eines Werts</translation>
    </message>
    <message>
        <source>of {0}</source>
        <translation>von {0}</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>on</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>one array alone must be a table, with the target in its last column</source>
        <translation>ein einzelnes Array muss eine Tabelle sein, mit der Zielgröße in der letzten Spalte</translation>
    </message>
    <message>
        <source>one has other seeds, the other has folds</source>
        <translation>die eine hat andere Seeds, die andere Teile</translation>
    </message>
    <message>
        <source>one hot</source>
        <translation>One-hot</translation>
    </message>
    <message>
        <source>one of {n} classes</source>
        <translation>eine von {n} Klassen</translation>
    </message>
    <message>
        <source>one row</source>
        <translation>eine Reihe</translation>
    </message>
    <message>
        <source>ones</source>
        <translation>ones</translation>
    </message>
    <message>
        <source>only left</source>
        <translation>nur links</translation>
    </message>
    <message>
        <source>only right</source>
        <translation>nur rechts</translation>
    </message>
    <message>
        <source>only {free} of {total} are free</source>
        <translation>nur {free} von {total} sind frei</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>geöffnet</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>or a recent one</source>
        <translation>oder eine der letzten</translation>
    </message>
    <message>
        <source>ordinal</source>
        <translation>ordinal</translation>
    </message>
    <message>
        <source>orthogonal</source>
        <translation>orthogonal</translation>
    </message>
    <message>
        <source>others</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>output {0}</source>
        <translation>Ausgabe {0}</translation>
    </message>
    <message>
        <source>outputs</source>
        <translation>Ausgaben</translation>
    </message>
    <message>
        <source>pad</source>
        <translation>auffüllen</translation>
    </message>
    <message>
        <source>page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>part of its path is a file, not a folder</source>
        <translation>ein Teil des Pfads ist eine Datei, kein Ordner</translation>
    </message>
    <message>
        <source>part to lock</source>
        <translation>zu sperrender Teil</translation>
    </message>
    <message>
        <source>patch</source>
        <translation>Ausschnitt</translation>
    </message>
    <message>
        <source>paths looked at: {n} of {wanted}</source>
        <translation>angesehene Wege: {n} von {wanted}</translation>
    </message>
    <message>
        <source>paused in epoch {0}</source>
        <translation>Pause in Epoche {0}</translation>
    </message>
    <message>
        <source>penguins</source>
        <translation>penguins</translation>
    </message>
    <message>
        <source>permission denied</source>
        <translation>keine Berechtigung</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>das Bild</translation>
    </message>
    <message>
        <source>picture {0} of {1}</source>
        <translation>Bild {0} von {1}</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>Pixel</translation>
    </message>
    <message>
        <source>point</source>
        <translation>Punkt</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>vorhergesagt</translation>
    </message>
    <message>
        <source>predicted − true</source>
        <translation>vorhergesagt − wahr</translation>
    </message>
    <message>
        <source>preparing…</source>
        <translation>wird vorbereitet…</translation>
    </message>
    <message>
        <source>press Train</source>
        <translation>„Trainieren“ drücken</translation>
    </message>
    <message>
        <source>problem: {0}</source>
        <translation>Problem: {0}</translation>
    </message>
    <message>
        <source>products, Σ = {0}</source>
        <translation>Produkte, Σ = {0}</translation>
    </message>
    <message>
        <source>prose cannot be learned from here; only texts that occur again and again can</source>
        <translation>aus Fließtext lässt sich hier nicht lernen, nur aus Texten, die immer wieder vorkommen</translation>
    </message>
    <message>
        <source>pt</source>
        <translation>pt</translation>
    </message>
    <message>
        <source>random</source>
        <translation>zufällig</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>wird gelesen…</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>recordings</source>
        <translation>Aufzeichnungen</translation>
    </message>
    <message>
        <source>red, green, blue</source>
        <translation>Rot, Grün, Blau</translation>
    </message>
    <message>
        <source>regression</source>
        <translation>Regression</translation>
    </message>
    <message>
        <source>repeat</source>
        <translation>wiederholen</translation>
    </message>
    <message>
        <source>rgb</source>
        <translation>rgb</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>robust</source>
        <translation>robust</translation>
    </message>
    <message>
        <source>row {0} of {1}</source>
        <translation>Zeile {0} von {1}</translation>
    </message>
    <message>
        <source>row {row} has no target</source>
        <translation>Zeile {row} hat kein Ziel</translation>
    </message>
    <message>
        <source>row {row} holds an infinite value</source>
        <translation>Zeile {row} enthält einen unendlichen Wert</translation>
    </message>
    <message>
        <source>rows sorted: the channels came first in front of the Flatten</source>
        <translation>Zeilen umsortiert: vor dem Flatten standen die Kanäle zuerst</translation>
    </message>
    <message>
        <source>safetensors</source>
        <translation>safetensors</translation>
    </message>
    <message>
        <source>same</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>same cuts the picture to its size times the stride; valid keeps all that is painted.</source>
        <translation>same schneidet das Bild auf Größe mal Schrittweite zu; valid behält alles Gemalte.</translation>
    </message>
    <message>
        <source>same surrounds the input with zeros so that it keeps its size, explicit with as many as you say; valid with none.</source>
        <translation>same umgibt die Eingabe mit Nullen, sodass sie ihre Größe behält, explicit mit so vielen wie angegeben, valid mit keinen.</translation>
    </message>
    <message>
        <source>same surrounds the picture with zeros so that it keeps its size; valid does not.</source>
        <translation>same umgibt das Bild mit Nullen, sodass es seine Größe behält; valid nicht.</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>sample {row} holds a value that is no finite number</source>
        <translation>Beispiel {row} enthält einen Wert, der keine endliche Zahl ist</translation>
    </message>
    <message>
        <source>sample {row} holds a value that is not a finite number</source>
        <translation>Beispiel {row} enthält einen Wert, der keine endliche Zahl ist</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>samples looked at in a layer after the input: {n} of {wanted}</source>
        <translation>Beispiele, in einer Schicht nach der Eingabe angesehen: {n} von {wanted}</translation>
    </message>
    <message>
        <source>samples of the test</source>
        <translation>Beispiele des Tests</translation>
    </message>
    <message>
        <source>samples whose loss you have looked at: {n} of {wanted}</source>
        <translation>Beispiele, deren Verlust angesehen wurde: {n} von {wanted}</translation>
    </message>
    <message>
        <source>saturated</source>
        <translation>gesättigt</translation>
    </message>
    <message>
        <source>schedule</source>
        <translation>Lernratenplan</translation>
    </message>
    <message>
        <source>sealed</source>
        <translation>versiegelt</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>seed {0}</source>
        <translation>Seed {0}</translation>
    </message>
    <message>
        <source>sees {0}</source>
        <translation>sieht {0}</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>Semikolon</translation>
    </message>
    <message>
        <source>sequence</source>
        <translation>die Folge</translation>
    </message>
    <message>
        <source>several CuPy packages are installed and disturb each other: {names}</source>
        <translation>mehrere CuPy-Pakete sind installiert und stören einander: {names}</translation>
    </message>
    <message>
        <source>shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>shapes differ</source>
        <translation>Formen verschieden</translation>
    </message>
    <message>
        <source>shift jis</source>
        <translation>shift jis</translation>
    </message>
    <message>
        <source>sine</source>
        <translation>sine</translation>
    </message>
    <message>
        <source>sounds of this kind are not read; save it as WAV</source>
        <translation>Töne dieser Art werden nicht gelesen; als WAV speichern</translation>
    </message>
    <message>
        <source>spirals</source>
        <translation>spirals</translation>
    </message>
    <message>
        <source>standard</source>
        <translation>standardisiert</translation>
    </message>
    <message>
        <source>step 0</source>
        <translation>Schritt 0</translation>
    </message>
    <message>
        <source>steps taken: {n} of {wanted}</source>
        <translation>ausgeführte Schritte: {n} von {wanted}</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>stretch</source>
        <translation>strecken</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>stark</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>vorgeschlagen</translation>
    </message>
    <message>
        <source>sum of {0} more</source>
        <translation>Summe aus {0} weiteren</translation>
    </message>
    <message>
        <source>system</source>
        <translation>System</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>target</source>
        <translation>Zielgröße</translation>
    </message>
    <message>
        <source>targets</source>
        <translation>Zielwerte</translation>
    </message>
    <message>
        <source>targets of the test</source>
        <translation>Zielwerte des Tests</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>the CPU</source>
        <translation>der CPU</translation>
    </message>
    <message>
        <source>the GPU</source>
        <translation>der GPU</translation>
    </message>
    <message>
        <source>the batch size</source>
        <translation>Die Batchgröße</translation>
    </message>
    <message>
        <source>the best loss</source>
        <translation>Der beste Verlust</translation>
    </message>
    <message>
        <source>the card is too old for CUDA {major} (compute capability {has}, {least} is needed)</source>
        <translation>die Karte ist zu alt für CUDA {major} (Compute Capability {has}, nötig ist {least})</translation>
    </message>
    <message>
        <source>the curves say: {words}</source>
        <translation>Die Kurven sagen: {words}</translation>
    </message>
    <message>
        <source>the data</source>
        <translation>die Daten</translation>
    </message>
    <message>
        <source>the data has changed since training</source>
        <translation>die Daten haben sich seit dem Training geändert</translation>
    </message>
    <message>
        <source>the depth</source>
        <translation>Die Tiefe</translation>
    </message>
    <message>
        <source>the device ({a}, now {b})</source>
        <translation>das Gerät ({a}, jetzt {b})</translation>
    </message>
    <message>
        <source>the disk is full; free some space or choose another folder</source>
        <translation>der Datenträger ist voll; Platz schaffen oder einen anderen Ordner wählen</translation>
    </message>
    <message>
        <source>the disk is read-only; choose another folder</source>
        <translation>der Datenträger ist schreibgeschützt; einen anderen Ordner wählen</translation>
    </message>
    <message>
        <source>the driver does not answer</source>
        <translation>der Treiber antwortet nicht</translation>
    </message>
    <message>
        <source>the driver does not say why</source>
        <translation>der Treiber nennt keinen Grund</translation>
    </message>
    <message>
        <source>the driver finds no NVIDIA graphics card</source>
        <translation>der Treiber findet keine NVIDIA-Grafikkarte</translation>
    </message>
    <message>
        <source>the driver is too old for this CuPy</source>
        <translation>der Treiber ist zu alt für dieses CuPy</translation>
    </message>
    <message>
        <source>the driver refused with error {code}</source>
        <translation>der Treiber meldet Fehler {code}</translation>
    </message>
    <message>
        <source>the driver was unloaded</source>
        <translation>der Treiber wurde entladen</translation>
    </message>
    <message>
        <source>the driver was updated, and its parts do not fit together until the computer is restarted</source>
        <translation>der Treiber wurde aktualisiert, und seine Teile passen erst nach einem Neustart des Rechners zusammen</translation>
    </message>
    <message>
        <source>the dropout rate</source>
        <translation>Die Dropout-Rate</translation>
    </message>
    <message>
        <source>the epochs of a run do not add up</source>
        <translation>die Epochen eines Laufs stimmen nicht</translation>
    </message>
    <message>
        <source>the figures of a run do not add up</source>
        <translation>die Zahlen eines Laufs stimmen nicht</translation>
    </message>
    <message>
        <source>the figures of a series do not add up</source>
        <translation>die Zahlen einer Serie stimmen nicht</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>die Datei</translation>
    </message>
    <message>
        <source>the file is too large for this disk</source>
        <translation>die Datei ist zu groß für diesen Datenträger</translation>
    </message>
    <message>
        <source>the first</source>
        <translation>das erste</translation>
    </message>
    <message>
        <source>the folder does not exist</source>
        <translation>der Ordner existiert nicht</translation>
    </message>
    <message>
        <source>the hidden layers are still linear</source>
        <translation>Die verborgenen Schichten sind noch linear</translation>
    </message>
    <message>
        <source>the input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>the input {name}: its shape is not fixed; this program needs every size but that of the batch</source>
        <translation>die Eingabe {name}: ihre Form ist nicht fest; dieses Programm braucht jede Größe außer der des Batchs</translation>
    </message>
    <message>
        <source>the inputs and the target differ in length</source>
        <translation>Eingaben und Ziel sind verschieden lang</translation>
    </message>
    <message>
        <source>the last layer has the activation {name}, not {wanted}</source>
        <translation>Die letzte Schicht hat die Aktivierung {name}, nicht {wanted}</translation>
    </message>
    <message>
        <source>the last one</source>
        <translation>die letzte</translation>
    </message>
    <message>
        <source>the last validation loss, divided by the best one,</source>
        <translation>Der letzte Validierungsverlust, geteilt durch den besten,</translation>
    </message>
    <message>
        <source>the learning rate</source>
        <translation>Die Lernrate</translation>
    </message>
    <message>
        <source>the learning rate, which was changed by hand</source>
        <translation>die von Hand geänderte Lernrate</translation>
    </message>
    <message>
        <source>the memory is not enough for it</source>
        <translation>der Speicher reicht dafür nicht</translation>
    </message>
    <message>
        <source>the name is too long</source>
        <translation>der Name ist zu lang</translation>
    </message>
    <message>
        <source>the network</source>
        <translation>das Netz</translation>
    </message>
    <message>
        <source>the network has a {layer} layer</source>
        <translation>Das Netz hat eine {layer}-Schicht</translation>
    </message>
    <message>
        <source>the network has changed since it was trained: press Train again</source>
        <translation>Das Netz hat sich seit dem Training geändert: erneut „Trainieren“ drücken</translation>
    </message>
    <message>
        <source>the network has no Dense layer that answers</source>
        <translation>Das Netz hat keine Dense-Schicht, die antwortet</translation>
    </message>
    <message>
        <source>the network has no {layer} layer</source>
        <translation>Das Netz hat keine {layer}-Schicht</translation>
    </message>
    <message>
        <source>the number</source>
        <translation>die Zahl</translation>
    </message>
    <message>
        <source>the number of epochs trained</source>
        <translation>Die Zahl der trainierten Epochen</translation>
    </message>
    <message>
        <source>the number of inputs</source>
        <translation>Die Zahl der Eingänge</translation>
    </message>
    <message>
        <source>the number of output neurons</source>
        <translation>Die Zahl der Ausgabeneuronen</translation>
    </message>
    <message>
        <source>the number of parameters</source>
        <translation>Die Zahl der Parameter</translation>
    </message>
    <message>
        <source>the number of runs</source>
        <translation>Die Zahl der Läufe</translation>
    </message>
    <message>
        <source>the order of sums on the GPU</source>
        <translation>die Reihenfolge der Summen auf der GPU</translation>
    </message>
    <message>
        <source>the output {name}</source>
        <translation>die Ausgabe {name}</translation>
    </message>
    <message>
        <source>the output {name} is a constant</source>
        <translation>die Ausgabe {name} ist eine Konstante</translation>
    </message>
    <message>
        <source>the output {name} is a flattened image with its channels first, an order that is not kept here</source>
        <translation>die Ausgabe {name} ist ein flach gemachtes Bild mit den Kanälen zuerst; diese Reihenfolge bleibt hier nicht erhalten</translation>
    </message>
    <message>
        <source>the patience</source>
        <translation>Die Geduld</translation>
    </message>
    <message>
        <source>the pixels are not shuffled: tick “Shuffle pixels” in the data</source>
        <translation>Die Pixel sind nicht gemischt: „Pixel mischen“ bei den Daten ankreuzen</translation>
    </message>
    <message>
        <source>the runs of a series do not add up</source>
        <translation>die Läufe einer Serie stimmen nicht</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>the same value everywhere</source>
        <translation>überall derselbe Wert</translation>
    </message>
    <message>
        <source>the samples</source>
        <translation>die Beispiele</translation>
    </message>
    <message>
        <source>the samples must be numbers with one to four axes, the first of which counts them</source>
        <translation>die Beispiele müssen Zahlen mit einer bis vier Achsen sein, deren erste sie zählt</translation>
    </message>
    <message>
        <source>the separator was taken to be {separator}</source>
        <translation>als Trennzeichen gilt {separator}</translation>
    </message>
    <message>
        <source>the settings</source>
        <translation>die Einstellungen</translation>
    </message>
    <message>
        <source>the settings have changed since the network was trained: press Train again</source>
        <translation>Die Einstellungen haben sich seit dem Training des Netzes geändert: erneut „Trainieren“ drücken</translation>
    </message>
    <message>
        <source>the source text of a program</source>
        <translation>der Quelltext eines Programms</translation>
    </message>
    <message>
        <source>the target</source>
        <translation>Zielgröße</translation>
    </message>
    <message>
        <source>the targets must be one for each sample; these have the shape {shape}</source>
        <translation>für jedes Beispiel muss es einen Zielwert geben; diese haben die Form {shape}</translation>
    </message>
    <message>
        <source>the term {key} is there a second time</source>
        <translation>der Begriff {key} kommt ein zweites Mal vor</translation>
    </message>
    <message>
        <source>the term {key} needs a title and a text</source>
        <translation>der Begriff {key} braucht einen Titel und einen Text</translation>
    </message>
    <message>
        <source>the test part</source>
        <translation>am Testteil</translation>
    </message>
    <message>
        <source>the test part, whose figures are too good by that</source>
        <translation>am Testteil, dessen Kennzahlen dadurch zu gut sind</translation>
    </message>
    <message>
        <source>the training is under way</source>
        <translation>das Training läuft</translation>
    </message>
    <message>
        <source>the training part</source>
        <translation>am Trainingsteil</translation>
    </message>
    <message>
        <source>the training part, which was learned from</source>
        <translation>am Trainingsteil, aus dem gelernt wurde</translation>
    </message>
    <message>
        <source>the training went on to its last epoch</source>
        <translation>Das Training lief bis zur letzten Epoche weiter</translation>
    </message>
    <message>
        <source>the validation accuracy</source>
        <translation>Die Validierungsgenauigkeit</translation>
    </message>
    <message>
        <source>the validation accuracy at the end</source>
        <translation>Die Validierungsgenauigkeit am Ende</translation>
    </message>
    <message>
        <source>the validation part</source>
        <translation>am Validierungsteil</translation>
    </message>
    <message>
        <source>the weights it began with</source>
        <translation>die Anfangsgewichte</translation>
    </message>
    <message>
        <source>the whole input</source>
        <translation>die ganze Eingabe</translation>
    </message>
    <message>
        <source>the width</source>
        <translation>Die Breite</translation>
    </message>
    <message>
        <source>their losses measure something else</source>
        <translation>ihre Verluste messen Verschiedenes</translation>
    </message>
    <message>
        <source>their networks give something else</source>
        <translation>ihre Netze geben Verschiedenes aus</translation>
    </message>
    <message>
        <source>their outputs have different shapes: {a} and {b}</source>
        <translation>ihre Ausgaben haben verschiedene Formen: {a} und {b}</translation>
    </message>
    <message>
        <source>there are at most {n} terms</source>
        <translation>es gibt höchstens {n} Begriffe</translation>
    </message>
    <message>
        <source>there are no rows</source>
        <translation>es gibt keine Zeilen</translation>
    </message>
    <message>
        <source>there are no samples</source>
        <translation>es gibt keine Beispiele</translation>
    </message>
    <message>
        <source>there are {samples}, but {targets}</source>
        <translation>es gibt {samples}, aber {targets}</translation>
    </message>
    <message>
        <source>there is a folder of that name</source>
        <translation>es gibt einen Ordner dieses Namens</translation>
    </message>
    <message>
        <source>there is no array {name}; there are {known}</source>
        <translation>es gibt kein Array {name}; vorhanden: {known}</translation>
    </message>
    <message>
        <source>there is no column {column}; there are {names}</source>
        <translation>eine Spalte {column} gibt es nicht; es gibt {names}</translation>
    </message>
    <message>
        <source>there is no input column</source>
        <translation>es gibt keine Eingabespalte</translation>
    </message>
    <message>
        <source>there is no preprocessing to include: the network has not been trained on data</source>
        <translation>es gibt keine Vorverarbeitung einzuschließen: Das Netz wurde nicht mit Daten trainiert</translation>
    </message>
    <message>
        <source>there is no state dict in it</source>
        <translation>enthält kein state dict</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>eine solche Datei gibt es nicht</translation>
    </message>
    <message>
        <source>they fit together</source>
        <translation>sie passen zusammen</translation>
    </message>
    <message>
        <source>this bundle runs on the CPU only</source>
        <translation>diese Programmfassung läuft nur auf der CPU</translation>
    </message>
    <message>
        <source>this driver does not work with this card</source>
        <translation>dieser Treiber funktioniert mit dieser Karte nicht</translation>
    </message>
    <message>
        <source>this layer</source>
        <translation>diese Schicht</translation>
    </message>
    <message>
        <source>this network cannot be trained. {why}</source>
        <translation>Dieses Netz lässt sich nicht trainieren. {why}</translation>
    </message>
    <message>
        <source>this network predicts numbers, which have no accuracy</source>
        <translation>Dieses Netz sagt Zahlen vorher, und die haben keine Genauigkeit</translation>
    </message>
    <message>
        <source>this program has no layer that does this to each channel</source>
        <translation>dieses Programm hat keine Schicht, die das mit jedem Kanal tut</translation>
    </message>
    <message>
        <source>this program has no layer that does this to several values</source>
        <translation>dieses Programm hat keine Schicht, die das mit mehreren Werten tut</translation>
    </message>
    <message>
        <source>this program has no layer that does this to two values</source>
        <translation>dieses Programm hat keine Schicht, die das mit zwei Werten tut</translation>
    </message>
    <message>
        <source>this program has no transposed convolution of sequences</source>
        <translation>dieses Programm hat keine transponierte Faltung von Folgen</translation>
    </message>
    <message>
        <source>this program is bundled, without a Python that could run {program}</source>
        <translation>dieses Programm bringt kein Python mit, das {program} ausführen könnte</translation>
    </message>
    <message>
        <source>this run</source>
        <translation>dieser Lauf</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>tiny steps</source>
        <translation>winzige Schritte</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>zu groß</translation>
    </message>
    <message>
        <source>too small</source>
        <translation>zu klein</translation>
    </message>
    <message>
        <source>train</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>training settings</source>
        <translation>Trainingseinstellungen</translation>
    </message>
    <message>
        <source>true</source>
        <translation>wahr</translation>
    </message>
    <message>
        <source>true values</source>
        <translation>wahre Werte</translation>
    </message>
    <message>
        <source>true {0}</source>
        <translation>{0}, wahr</translation>
    </message>
    <message>
        <source>truth: {0}</source>
        <translation>Wahrheit: {0}</translation>
    </message>
    <message>
        <source>two classes</source>
        <translation>zwei Klassen</translation>
    </message>
    <message>
        <source>two columns are called {column}</source>
        <translation>zwei Spalten heißen {column}</translation>
    </message>
    <message>
        <source>under 1 s</source>
        <translation>unter 1 s</translation>
    </message>
    <message>
        <source>uniform</source>
        <translation>uniform</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>unknown {what} {name}; known are {known}</source>
        <translation>{what}: {name} ist unbekannt; bekannt sind {known}</translation>
    </message>
    <message>
        <source>unused</source>
        <translation>unbenutzt</translation>
    </message>
    <message>
        <source>up to {high}</source>
        <translation>bis {high}</translation>
    </message>
    <message>
        <source>usual</source>
        <translation>üblich</translation>
    </message>
    <message>
        <source>utf-16</source>
        <translation>utf-16</translation>
    </message>
    <message>
        <source>utf-8</source>
        <translation>utf-8</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>valid</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>validation and test are as they are: change them in the data, under Augmentation</source>
        <translation>Validierung und Test sind unverändert: bei den Daten unter „Augmentierung“ ändern</translation>
    </message>
    <message>
        <source>validation and test are changed</source>
        <translation>Validierung und Test sind verändert</translation>
    </message>
    <message>
        <source>values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>vanishing</source>
        <translation>verschwindend</translation>
    </message>
    <message>
        <source>vertical bar</source>
        <translation>senkrechter Strich</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>weights differ by at most {0}</source>
        <translation>Gewichte weichen um höchstens {0} ab</translation>
    </message>
    <message>
        <source>weights imported</source>
        <translation>Gewichte importiert</translation>
    </message>
    <message>
        <source>what comes in</source>
        <translation>was hereinkommt</translation>
    </message>
    <message>
        <source>which array has the {what}? There are {known}; name one</source>
        <translation>welches Array enthält „{what}“? Vorhanden: {known}; eines nennen</translation>
    </message>
    <message>
        <source>whole network</source>
        <translation>ganzes Netz</translation>
    </message>
    <message>
        <source>wide</source>
        <translation>breit</translation>
    </message>
    <message>
        <source>wine</source>
        <translation>wine</translation>
    </message>
    <message>
        <source>wires</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>with a star</source>
        <translation>mit Stern</translation>
    </message>
    <message>
        <source>with the same class weights, so that rare classes count as much as for the network</source>
        <translation>mit denselben Klassengewichten, sodass seltene Klassen so viel zählen wie beim Netz</translation>
    </message>
    <message>
        <source>without a star</source>
        <translation>ohne Stern</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>falsch</translation>
    </message>
    <message>
        <source>x of {0}: the sample as it enters</source>
        <translation>x von {0}: das Beispiel, wie es hineingeht</translation>
    </message>
    <message>
        <source>xor</source>
        <translation>xor</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>yes/no questions</source>
        <translation>Ja/Nein-Fragen</translation>
    </message>
    <message>
        <source>your share of the disk is used up; free some space or choose another folder</source>
        <translation>Ihr Anteil am Datenträger ist aufgebraucht; Platz schaffen oder einen anderen Ordner wählen</translation>
    </message>
    <message>
        <source>z / 6 + ½, held between 0 and 1</source>
        <translation>z / 6 + ½, begrenzt auf 0 bis 1</translation>
    </message>
    <message>
        <source>z if z &gt; 0, else eᶻ − 1</source>
        <translation>z für z &gt; 0, sonst eᶻ − 1</translation>
    </message>
    <message>
        <source>z if z &gt; 0, else α·z</source>
        <translation>z für z &gt; 0, sonst α·z</translation>
    </message>
    <message>
        <source>zeros</source>
        <translation>zeros</translation>
    </message>
    <message>
        <source>{0} (filled in)</source>
        <translation>{0} (ergänzt)</translation>
    </message>
    <message>
        <source>{0} (guessing would reach {1})</source>
        <translation>{0} (Raten käme auf {1})</translation>
    </message>
    <message>
        <source>{0} (not available now)</source>
        <translation>{0} (zurzeit nicht verfügbar)</translation>
    </message>
    <message>
        <source>{0} (not known)</source>
        <translation>{0} (unbekannt)</translation>
    </message>
    <message>
        <source>{0} (target)</source>
        <translation>{0} (Ziel)</translation>
    </message>
    <message>
        <source>{0} (this project)</source>
        <translation>{0} (dieses Projekt)</translation>
    </message>
    <message>
        <source>{0} (true: {1})</source>
        <translation>{0} (wahr: {1})</translation>
    </message>
    <message>
        <source>{0} (truth)</source>
        <translation>{0} (Wahrheit)</translation>
    </message>
    <message>
        <source>{0} also writes {1}, which exists already. Replace it?</source>
        <translation>{0} schreibt auch {1}; diese Datei gibt es schon. Ersetzen?</translation>
    </message>
    <message>
        <source>{0} and start over</source>
        <translation>{0} und neu beginnen</translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0} und {1} weitere</translation>
    </message>
    <message>
        <source>{0} arrays of the file are not used: {1}</source>
        <translation>{0} Arrays der Datei werden nicht gebraucht: {1}</translation>
    </message>
    <message>
        <source>{0} axes</source>
        <translation>{0} Achsen</translation>
    </message>
    <message>
        <source>{0} by the schedule</source>
        <translation>{0} laut Plan</translation>
    </message>
    <message>
        <source>{0} cannot be used: {1}</source>
        <translation>{0} ist nicht nutzbar: {1}</translation>
    </message>
    <message>
        <source>{0} changed</source>
        <translation>{0} geändert</translation>
    </message>
    <message>
        <source>{0} classes</source>
        <translation>{0} Klassen</translation>
    </message>
    <message>
        <source>{0} columns</source>
        <translation>{0} Spalten</translation>
    </message>
    <message>
        <source>{0} columns selected</source>
        <translation>{0} Spalten ausgewählt</translation>
    </message>
    <message>
        <source>{0} dead</source>
        <translation>{0} tot</translation>
    </message>
    <message>
        <source>{0} different values</source>
        <translation>{0} verschiedene Werte</translation>
    </message>
    <message>
        <source>{0} earlier changes</source>
        <translation>{0} frühere Änderungen</translation>
    </message>
    <message>
        <source>{0} epochs</source>
        <translation>{0} Epochen</translation>
    </message>
    <message>
        <source>{0} exists already. Replace it?</source>
        <translation>{0} gibt es schon. Ersetzen?</translation>
    </message>
    <message>
        <source>{0} features</source>
        <translation>{0} Merkmale</translation>
    </message>
    <message>
        <source>{0} fewer parameters in this layer</source>
        <translation>{0} weniger Parameter in dieser Schicht</translation>
    </message>
    <message>
        <source>{0} filters</source>
        <translation>{0} Filter</translation>
    </message>
    <message>
        <source>{0} flat</source>
        <translation>{0} flach</translation>
    </message>
    <message>
        <source>{0} folds</source>
        <translation>{0} Teile</translation>
    </message>
    <message>
        <source>{0} formats</source>
        <translation>{0} Formate</translation>
    </message>
    <message>
        <source>{0} found</source>
        <translation>{0} gefunden</translation>
    </message>
    <message>
        <source>{0} h</source>
        <translation>{0} h</translation>
    </message>
    <message>
        <source>{0} has no weights</source>
        <translation>{0} hat keine Gewichte</translation>
    </message>
    <message>
        <source>{0} holds other data than the network was trained on.</source>
        <translation>{0} enthält andere Daten als die, mit denen das Netz trainiert wurde.</translation>
    </message>
    <message>
        <source>{0} in epoch {1}</source>
        <translation>{0} in Epoche {1}</translation>
    </message>
    <message>
        <source>{0} is not used: {1}</source>
        <translation>{0} wird nicht genutzt: {1}</translation>
    </message>
    <message>
        <source>{0} is not used: {1}.</source>
        <translation>{0} wird nicht benutzt: {1}.</translation>
    </message>
    <message>
        <source>{0} is open in another window, too. Whoever saves second is asked before the changes of the other are replaced.</source>
        <translation>{0} ist auch in einem anderen Fenster geöffnet. Wer als Zweites speichert, wird gefragt, bevor die Änderungen des anderen Fensters ersetzt werden.</translation>
    </message>
    <message>
        <source>{0} is ready to be handed out: {1}. Others open it with Help ▸ Open a lesson file.</source>
        <translation>{0} kann weitergegeben werden: {1}. Andere öffnen die Lektion mit Hilfe ▸ Lektionsdatei öffnen.</translation>
    </message>
    <message>
        <source>{0} is restored without weights, which are not kept on this computer. Train, and the same seed brings them back.</source>
        <translation>{0} ist ohne Gewichte wiederhergestellt; sie sind auf diesem Rechner nicht aufbewahrt. Trainieren mit demselben Seed bringt sie zurück.</translation>
    </message>
    <message>
        <source>{0} is restored: network, data, settings and weights.</source>
        <translation>{0} ist wiederhergestellt: Netz, Daten, Einstellungen und Gewichte.</translation>
    </message>
    <message>
        <source>{0} is too old for it: it takes a card of compute capability {1}.{2}.</source>
        <translation>{0} ist zu alt dafür: Nötig ist eine Karte mit Compute Capability {1}.{2}.</translation>
    </message>
    <message>
        <source>{0} is what you have made of this lesson so far.</source>
        <translation>{0} ist der bisherige Stand dieser Lektion.</translation>
    </message>
    <message>
        <source>{0} layers</source>
        <translation>{0} Schichten</translation>
    </message>
    <message>
        <source>{0} layers changed</source>
        <translation>{0} Schichten geändert</translation>
    </message>
    <message>
        <source>{0} layers only left</source>
        <translation>{0} Schichten nur links</translation>
    </message>
    <message>
        <source>{0} layers only right</source>
        <translation>{0} Schichten nur rechts</translation>
    </message>
    <message>
        <source>{0} less</source>
        <translation>{0} weniger</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} min</translation>
    </message>
    <message>
        <source>{0} more</source>
        <translation>{0} mehr</translation>
    </message>
    <message>
        <source>{0} more parameters in this layer</source>
        <translation>{0} mehr Parameter in dieser Schicht</translation>
    </message>
    <message>
        <source>{0} multiply-adds</source>
        <translation>{0} MACs</translation>
    </message>
    <message>
        <source>{0} numbers</source>
        <translation>{0} Zahlen</translation>
    </message>
    <message>
        <source>{0} of class {1} were answered as {2}: {3} of the row</source>
        <translation>{0} der Klasse {1} als {2} beantwortet: {3} der Zeile</translation>
    </message>
    <message>
        <source>{0} of them are frozen: training leaves them as they are</source>
        <translation>{0} davon sind eingefroren: Das Training lässt sie, wie sie sind</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>{0} of {1} are inputs</source>
        <translation>{0} von {1} sind Eingaben</translation>
    </message>
    <message>
        <source>{0} of {1} arrays found.</source>
        <translation>{0} von {1} Arrays gefunden.</translation>
    </message>
    <message>
        <source>{0} of {1} compiled. They are kept on this computer: later runs begin at once.</source>
        <translation>{0} von {1} kompiliert. Sie bleiben auf diesem Computer: Spätere Läufe beginnen sofort.</translation>
    </message>
    <message>
        <source>{0} of {1} done</source>
        <translation>{0} von {1} erledigt</translation>
    </message>
    <message>
        <source>{0} of {1} runs</source>
        <translation>{0} von {1} Läufen</translation>
    </message>
    <message>
        <source>{0} on each side</source>
        <translation>{0} auf jeder Seite</translation>
    </message>
    <message>
        <source>{0} parameters</source>
        <translation>{0} Parameter</translation>
    </message>
    <message>
        <source>{0} per sample</source>
        <translation>{0} je Beispiel</translation>
    </message>
    <message>
        <source>{0} pictures · {1} in colour · {2}</source>
        <translation>{0} Bilder · {1} in Farbe · {2}</translation>
    </message>
    <message>
        <source>{0} pictures · {1} · {2}</source>
        <translation>{0} Bilder · {1} · {2}</translation>
    </message>
    <message>
        <source>{0} pictures, and under each what the network made of it</source>
        <translation>{0} Bilder, und unter jedem, was das Netz daraus gemacht hat</translation>
    </message>
    <message>
        <source>{0} pictures, from {1} to {2}</source>
        <translation>{0} Bilder, von {1} bis {2}</translation>
    </message>
    <message>
        <source>{0} problems</source>
        <translation>{0} Probleme</translation>
    </message>
    <message>
        <source>{0} problems stay.</source>
        <translation>{0} Probleme bleiben.</translation>
    </message>
    <message>
        <source>{0} products, their sum is {1}</source>
        <translation>{0} Produkte, ihre Summe ist {1}</translation>
    </message>
    <message>
        <source>{0} rows · 1 feature · {1}</source>
        <translation>{0} Zeilen · 1 Merkmal · {1}</translation>
    </message>
    <message>
        <source>{0} rows · {1} features · {2}</source>
        <translation>{0} Zeilen · {1} Merkmale · {2}</translation>
    </message>
    <message>
        <source>{0} runs</source>
        <translation>{0} Läufe</translation>
    </message>
    <message>
        <source>{0} runs chosen</source>
        <translation>{0} Läufe gewählt</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} s</translation>
    </message>
    <message>
        <source>{0} samples of the test part, never seen before:</source>
        <translation>{0} Beispiele des Testteils, nie zuvor gesehen:</translation>
    </message>
    <message>
        <source>{0} samples of the training part, learned from:</source>
        <translation>{0} Beispiele des Trainingsteils, aus denen gelernt wurde:</translation>
    </message>
    <message>
        <source>{0} samples of the validation part, which chose the best epoch:</source>
        <translation>{0} Beispiele des Validierungsteils, der die beste Epoche gewählt hat:</translation>
    </message>
    <message>
        <source>{0} samples of {1} · {2}</source>
        <translation>{0} Beispiele mit {1} · {2}</translation>
    </message>
    <message>
        <source>{0} samples share a step</source>
        <translation>{0} Beispiele teilen sich einen Schritt</translation>
    </message>
    <message>
        <source>{0} seeds</source>
        <translation>{0} Seeds</translation>
    </message>
    <message>
        <source>{0} since epoch {1}</source>
        <translation>{0} seit Epoche {1}</translation>
    </message>
    <message>
        <source>{0} steps, from a cost of {1} to {2}</source>
        <translation>{0} Schritte, Kosten von {1} auf {2}</translation>
    </message>
    <message>
        <source>{0} steps, {1} channels</source>
        <translation>{0} Schritte, {1} Kanäle</translation>
    </message>
    <message>
        <source>{0} threads</source>
        <translation>{0} Threads</translation>
    </message>
    <message>
        <source>{0} to train</source>
        <translation>{0} fürs Training</translation>
    </message>
    <message>
        <source>{0} to train at batch size {1}</source>
        <translation>{0} fürs Training mit Batchgröße {1}</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} bis {1}</translation>
    </message>
    <message>
        <source>{0} to {1} of {2}</source>
        <translation>{0} bis {1} von {2}</translation>
    </message>
    <message>
        <source>{0} to {1} probable</source>
        <translation>zu {0} bis {1} wahrscheinlich</translation>
    </message>
    <message>
        <source>{0} units</source>
        <translation>{0} Neuronen</translation>
    </message>
    <message>
        <source>{0} values</source>
        <translation>{0} Werte</translation>
    </message>
    <message>
        <source>{0} values, row by row</source>
        <translation>{0} Werte, Zeile für Zeile</translation>
    </message>
    <message>
        <source>{0} was changed since it was opened or saved here.</source>
        <translation>{0} wurde geändert, seit die Datei hier geöffnet oder gespeichert wurde.</translation>
    </message>
    <message>
        <source>{0} was trained on another computer, where that may still go on.</source>
        <translation>Auf einem anderen Rechner wurde {0} trainiert; dort läuft das Training vielleicht noch.</translation>
    </message>
    <message>
        <source>{0} where there is nothing to learn now</source>
        <translation>{0}, wo es jetzt nichts zu lernen gibt</translation>
    </message>
    <message>
        <source>{0} wires differ</source>
        <translation>{0} Verbindungen verschieden</translation>
    </message>
    <message>
        <source>{0} yes/no</source>
        <translation>{0}-mal Ja/Nein</translation>
    </message>
    <message>
        <source>{0} yes/no answers</source>
        <translation>{0} Ja/Nein-Antworten</translation>
    </message>
    <message>
        <source>{0} · GPU not used: {1}</source>
        <translation>{0} · GPU nicht benutzt: {1}</translation>
    </message>
    <message>
        <source>{0} · about a second left</source>
        <translation>{0} · noch etwa eine Sekunde</translation>
    </message>
    <message>
        <source>{0} · about {1} minutes left</source>
        <translation>{0} · noch etwa {1} Minuten</translation>
    </message>
    <message>
        <source>{0} · about {1} seconds left</source>
        <translation>{0} · noch etwa {1} Sekunden</translation>
    </message>
    <message>
        <source>{0} · {1} in use</source>
        <translation>{0} · {1} belegt</translation>
    </message>
    <message>
        <source>{0}, answered rightly ({1})</source>
        <translation>{0}, richtig beantwortet ({1})</translation>
    </message>
    <message>
        <source>{0}, array {1}, shape {2}: {3}</source>
        <translation>{0}, Array {1}, Form {2}: {3}</translation>
    </message>
    <message>
        <source>{0}, best epoch</source>
        <translation>{0}, beste Epoche</translation>
    </message>
    <message>
        <source>{0}, chosen on these very samples</source>
        <translation>{0}, an ebendiesen Beispielen gewählt</translation>
    </message>
    <message>
        <source>{0}, last epoch</source>
        <translation>{0}, letzte Epoche</translation>
    </message>
    <message>
        <source>{0}, only tried so far</source>
        <translation>{0}, bisher nur ausprobiert</translation>
    </message>
    <message>
        <source>{0}, other settings</source>
        <translation>{0}, andere Einstellungen</translation>
    </message>
    <message>
        <source>{0}, points</source>
        <translation>{0}, Punkte</translation>
    </message>
    <message>
        <source>{0}, press Enter for the training settings</source>
        <translation>{0}, Eingabetaste öffnet die Trainingseinstellungen</translation>
    </message>
    <message>
        <source>{0}, slider</source>
        <translation>{0}, Schieberegler</translation>
    </message>
    <message>
        <source>{0}, {1} of the network</source>
        <translation>{0}, {1} des Netzes</translation>
    </message>
    <message>
        <source>{0}, {1}: now {2}, then {3}</source>
        <translation>{0}, {1}: jetzt {2}, dann {3}</translation>
    </message>
    <message>
        <source>{0}. The same kernel is used at all {1} places</source>
        <translation>{0}. Derselbe Filterkern gilt an allen {1} Stellen</translation>
    </message>
    <message>
        <source>{0}. Training goes on, but a crash would cost its progress.</source>
        <translation>{0}. Das Training geht weiter, aber ein Absturz würde seinen Fortschritt kosten.</translation>
    </message>
    <message>
        <source>{0}. What was learned up to epoch {1} is kept</source>
        <translation>{0}. Was bis Epoche {1} gelernt wurde, bleibt erhalten</translation>
    </message>
    <message>
        <source>{0}: a feature of the sample, scaled as it enters</source>
        <translation>{0}: ein Merkmal des Beispiels, skaliert, wie es hineingeht</translation>
    </message>
    <message>
        <source>{0}: double-click to look at the column</source>
        <translation>{0}: ein Doppelklick zeigt die Spalte</translation>
    </message>
    <message>
        <source>{0}: from {1} to {2}, mean {3}</source>
        <translation>{0}: von {1} bis {2}, Mittel {3}</translation>
    </message>
    <message>
        <source>{0}: largest difference {1} of the largest gradient, over {2} weight</source>
        <translation>{0}: größter Unterschied {1} (bezogen auf den größten Gradienten), geprüft an {2} Gewicht</translation>
    </message>
    <message>
        <source>{0}: largest difference {1} of the largest gradient, over {2} weights</source>
        <translation>{0}: größter Unterschied {1} (bezogen auf den größten Gradienten), geprüft an {2} Gewichten</translation>
    </message>
    <message>
        <source>{0}: left {1}, right {2}, {3}</source>
        <translation>{0}: links {1}, rechts {2}, {3}</translation>
    </message>
    <message>
        <source>{0}: the answer is ŷ = {1}, the true value y = {2}</source>
        <translation>{0}: die Antwort ist ŷ = {1}, der wahre Wert y = {2}</translation>
    </message>
    <message>
        <source>{0}: the cost bends at every weight that was tried</source>
        <translation>{0}: die Kosten haben bei jedem geprüften Gewicht einen Knick</translation>
    </message>
    <message>
        <source>{0}: the right class is {1}, so y = 1 at output {2}; there ŷ = {3}</source>
        <translation>{0}: die richtige Klasse ist {1}, also y = 1 am Ausgang {2}; dort ŷ = {3}</translation>
    </message>
    <message>
        <source>{0}: type a number</source>
        <translation>{0}: eine Zahl eingeben</translation>
    </message>
    <message>
        <source>{0}: {1} is true, {2} was predicted</source>
        <translation>{0}: Wahr ist {1}, vorhergesagt wurde {2}</translation>
    </message>
    <message>
        <source>{0}: {1}, answered as {2}</source>
        <translation>{0}: {1}, beantwortet als {2}</translation>
    </message>
    <message>
        <source>{0}: {1}, answered rightly</source>
        <translation>{0}: {1}, richtig beantwortet</translation>
    </message>
    <message>
        <source>{0}: {1}. Click to hide or show the curve</source>
        <translation>{0}: {1}. Klicken blendet die Kurve aus oder ein</translation>
    </message>
    <message>
        <source>{0}× fewer parameters in this layer</source>
        <translation>{0}× weniger Parameter in dieser Schicht</translation>
    </message>
    <message>
        <source>{0}× less</source>
        <translation>{0}× weniger</translation>
    </message>
    <message>
        <source>{0}× more</source>
        <translation>{0}× mehr</translation>
    </message>
    <message>
        <source>{0}× more parameters in this layer</source>
        <translation>{0}× mehr Parameter in dieser Schicht</translation>
    </message>
    <message>
        <source>{0}×{1} pixels</source>
        <translation>{0}×{1} Pixel</translation>
    </message>
    <message>
        <source>{0}–{1} of {2}</source>
        <translation>{0}–{1} von {2}</translation>
    </message>
    <message>
        <source>{about}: an error in the program ({cause})</source>
        <translation>{about}: ein Fehler im Programm ({cause})</translation>
    </message>
    <message>
        <source>{about}: its child process ended unexpectedly ({how})</source>
        <translation>{about}: der Kindprozess endete unerwartet ({how})</translation>
    </message>
    <message>
        <source>{about}: its child process gave an answer that makes no sense ({cause})</source>
        <translation>{about}: der Kindprozess gab eine Antwort, die keinen Sinn ergibt ({cause})</translation>
    </message>
    <message>
        <source>{about}: no child process ({cause})</source>
        <translation>{about}: kein Kindprozess ({cause})</translation>
    </message>
    <message>
        <source>{about}: stopped, because it needed more than {limit} of memory</source>
        <translation>{about}: gestoppt, weil mehr als {limit} Speicher nötig war</translation>
    </message>
    <message>
        <source>{about}: stopped, because it took longer than {timeout:g} s</source>
        <translation>{about}: gestoppt, weil es länger als {timeout:g} s dauerte</translation>
    </message>
    <message>
        <source>{about}: the memory of this computer is not enough</source>
        <translation>{about}: der Speicher dieses Rechners reicht nicht</translation>
    </message>
    <message>
        <source>{a} and {b} cannot be told apart: their {name} differs by {by}, no more than chance makes of it (95 % interval of the difference {low} to {high})</source>
        <translation>{a} und {b} lassen sich nicht unterscheiden: Der Unterschied ({name}) beträgt {by}, nicht mehr, als der Zufall bewirkt (95-%-Intervall des Unterschieds {low} bis {high})</translation>
    </message>
    <message>
        <source>{a} and {b} have nothing between them that bends: two linear filters in a row are one larger filter</source>
        <translation>Zwischen {a} und {b} steht nichts, das krümmt: Zwei lineare Filter nacheinander sind ein größerer Filter</translation>
    </message>
    <message>
        <source>{a} and {b} have nothing between them that bends: {have}×{middle} times {middle}×{last} is one matrix of {have}×{last}, so a single layer can do as much</source>
        <translation>Zwischen {a} und {b} steht nichts, das krümmt: {have}×{middle} mal {middle}×{last} ist eine einzige Matrix von {have}×{last}; eine einzelne Schicht leistet ebenso viel</translation>
    </message>
    <message>
        <source>{a}, {b}</source>
        <translation>{a}, {b}</translation>
    </message>
    <message>
        <source>{b} cannot be compared with {a}: {reason}</source>
        <translation>{b} lässt sich nicht mit {a} vergleichen: {reason}</translation>
    </message>
    <message>
        <source>{b} is better than {a}: their {name} differs by {by}, more than chance makes of it (95 % interval of the difference {low} to {high})</source>
        <translation>{b} ist besser als {a}: Der Unterschied ({name}) beträgt {by}, mehr, als der Zufall bewirkt (95-%-Intervall des Unterschieds {low} bis {high})</translation>
    </message>
    <message>
        <source>{b} is worse than {a}: their {name} differs by {by}, more than chance makes of it (95 % interval of the difference {low} to {high})</source>
        <translation>{b} ist schlechter als {a}: Der Unterschied ({name}) beträgt {by}, mehr, als der Zufall bewirkt (95-%-Intervall des Unterschieds {low} bis {high})</translation>
    </message>
    <message>
        <source>{cards}</source>
        <translation>{cards}</translation>
    </message>
    <message>
        <source>{cause}</source>
        <translation>{cause}</translation>
    </message>
    <message>
        <source>{cause}. The result of the training is in {rescued}</source>
        <translation>{cause}. Das Ergebnis des Trainings liegt in {rescued}</translation>
    </message>
    <message>
        <source>{columns} are missing in more than half of the rows</source>
        <translation>{columns} fehlen in mehr als der Hälfte der Zeilen</translation>
    </message>
    <message>
        <source>{columns} only number the rows; a network can learn them by heart</source>
        <translation>{columns} nummerieren nur die Zeilen; ein Netz kann das auswendig lernen</translation>
    </message>
    <message>
        <source>{columns}: is {cell} a thousand, or does it have decimals? It is no number until that is known</source>
        <translation>{columns}: trennt {cell} Tausender ab oder Nachkommastellen? Bis das bekannt ist, ist es keine Zahl</translation>
    </message>
    <message>
        <source>{columns}: numbers far from 1 that are not scaled; training may not get going</source>
        <translation>{columns}: Zahlen fern von 1, die nicht skaliert werden; das Training kommt vielleicht nicht in Gang</translation>
    </message>
    <message>
        <source>{column} alone foretells {target} ({share:.1%}): is it known before the answer is?</source>
        <translation>{column} allein verrät {target} ({share:.1%}): Ist das schon vor der Antwort bekannt?</translation>
    </message>
    <message>
        <source>{column} has {count} different texts, and each becomes an input of its own</source>
        <translation>{column} hat {count} verschiedene Texte, und jeder wird zu einer eigenen Eingabe</translation>
    </message>
    <message>
        <source>{column} holds dates that are not read as such; written as 2024-03-29 they would be</source>
        <translation>{column} enthält Datumsangaben, die nicht als solche gelesen werden; in der Form 2024-03-29 würden sie erkannt</translation>
    </message>
    <message>
        <source>{column} is missing in {share:.0%} of the rows</source>
        <translation>{column} fehlt in {share:.0%} der Zeilen</translation>
    </message>
    <message>
        <source>{column} only numbers the rows; a network can learn it by heart</source>
        <translation>{column} nummeriert nur die Zeilen; ein Netz kann das auswendig lernen</translation>
    </message>
    <message>
        <source>{column} says the same as the target {target} in other words: the network would only copy it</source>
        <translation>{column} sagt dasselbe wie die Zielgröße {target} in anderen Worten: Das Netz würde nur abschreiben</translation>
    </message>
    <message>
        <source>{column}, {cell} as {number:.12g}</source>
        <translation>{column}, {cell} als {number:.12g}</translation>
    </message>
    <message>
        <source>{column}: {count} whole numbers, taken as classes</source>
        <translation>{column}: {count} ganze Zahlen, als Klassen aufgefasst</translation>
    </message>
    <message>
        <source>{column}: {texts} differ only in capitals or blanks, and each is a class of its own</source>
        <translation>{column}: {texts} unterscheiden sich nur in Großbuchstaben oder Leerzeichen, und jeder Text ist eine eigene Klasse</translation>
    </message>
    <message>
        <source>{column}: {texts} differ only in capitals or blanks, and each is a group of its own</source>
        <translation>{column}: {texts} unterscheiden sich nur in Großbuchstaben oder Leerzeichen, und jeder Text ist eine eigene Gruppe</translation>
    </message>
    <message>
        <source>{column}: {texts} differ only in capitals or blanks, and each is an input of its own</source>
        <translation>{column}: {texts} unterscheiden sich nur in Großbuchstaben oder Leerzeichen, und jeder Text ist eine eigene Eingabe</translation>
    </message>
    <message>
        <source>{count:,} layers; {most:,} are the most</source>
        <translation>{count:,} Schichten; höchstens {most:,} sind möglich</translation>
    </message>
    <message>
        <source>{count:,} wires; {most:,} are the most</source>
        <translation>{count:,} Verbindungen; höchstens {most:,} sind möglich</translation>
    </message>
    <message>
        <source>{count} cells in {columns} columns are no number and count as missing; the first is {cell} in column {column} on line {line}</source>
        <translation>{count} Zellen in {columns} Spalten sind keine Zahlen und gelten als fehlend; die erste ist {cell} in Spalte {column} in Zeile {line}</translation>
    </message>
    <message>
        <source>{count} different texts look like identifiers or prose</source>
        <translation>{count} verschiedene Texte sehen nach Kennungen oder Fließtext aus</translation>
    </message>
    <message>
        <source>{count} parameters for {samples} samples are {each} for each: the network can learn them all by heart and know nothing else</source>
        <translation>{count} Parameter für {samples} Beispiele sind {each} je Beispiel: Das Netz kann sie alle auswendig lernen und sonst nichts wissen</translation>
    </message>
    <message>
        <source>{dataset}: column {column} has {count} different values, too few for {parts} parts that share none</source>
        <translation>{dataset}: Spalte {column} hat {count} verschiedene Werte, zu wenig für {parts} Teile, die keinen gemeinsam haben</translation>
    </message>
    <message>
        <source>{dataset}: column {column} holds {strange}, which names no part; train, validation and test do</source>
        <translation>{dataset}: Spalte {column} enthält {strange}, was keinen Teil nennt; gültig sind train, validation und test</translation>
    </message>
    <message>
        <source>{dataset}: no row has a value in {columns}; fill missing values instead of leaving rows out</source>
        <translation>{dataset}: keine Zeile hat einen Wert in {columns}; fehlende Werte auffüllen, statt Zeilen wegzulassen</translation>
    </message>
    <message>
        <source>{dataset}: outside the test part column {column} has {n} different values, too few for {folds} folds that share none</source>
        <translation>{dataset}: außerhalb des Testteils hat Spalte {column} nur {n} verschiedene Werte, zu wenig für {folds} Teile, die keinen gemeinsam haben</translation>
    </message>
    <message>
        <source>{dataset}: outside the test part column {column} has {n} value, too few for {folds} folds that share none</source>
        <translation>{dataset}: außerhalb des Testteils hat Spalte {column} nur {n} Wert, zu wenig für {folds} Teile, die keinen gemeinsam haben</translation>
    </message>
    <message>
        <source>{dataset}: row {row} has no value in {column}, and the rows are divided by it</source>
        <translation>{dataset}: Zeile {row} hat keinen Wert in {column}, und danach werden die Zeilen aufgeteilt</translation>
    </message>
    <message>
        <source>{dataset}: {cause}</source>
        <translation>{dataset}: {cause}</translation>
    </message>
    <message>
        <source>{dataset}: {count} too few to be divided into training, {validation:.0%} for validation and {test:.0%} for test; at least {needed} are needed</source>
        <translation>{dataset}: {count} zu wenig, um sie in Training, {validation:.0%} Validierung und {test:.0%} Test aufzuteilen; mindestens {needed} sind nötig</translation>
    </message>
    <message>
        <source>{dataset}: {n} rows have no value in {column}, and the rows are divided by it; the first is row {row}</source>
        <translation>{dataset}: {n} Zeilen haben keinen Wert in {column}, und danach werden die Zeilen aufgeteilt; die erste ist Zeile {row}</translation>
    </message>
    <message>
        <source>{data} is neither a file or folder nor a data set of the program; bundled are {known}; generated are {shapes}</source>
        <translation>{data} ist weder Datei noch Ordner noch ein Datensatz des Programms; mitgeliefert: {known}; erzeugt: {shapes}</translation>
    </message>
    <message>
        <source>{file} came in one file already: hand that one out as it is</source>
        <translation>{file} kam schon in einer einzigen Datei: diese weitergeben, wie sie ist</translation>
    </message>
    <message>
        <source>{file} has no rows</source>
        <translation>{file} hat keine Zeilen</translation>
    </message>
    <message>
        <source>{file} holds a network with its weights: import it without --into</source>
        <translation>{file} enthält ein Netz mit seinen Gewichten: ohne --into importieren</translation>
    </message>
    <message>
        <source>{file} holds weights without their network: name the project they are for with --into PROJECT</source>
        <translation>{file} enthält Gewichte ohne ihr Netz: das Projekt, für das sie sind, mit --into PROJECT nennen</translation>
    </message>
    <message>
        <source>{file} is an image, and this network answers rows: drop a table</source>
        <translation>{file} ist ein Bild, und dieses Netz beantwortet Zeilen: eine Tabelle ablegen</translation>
    </message>
    <message>
        <source>{file} is no lesson: it has no line {key}: …</source>
        <translation>{file} ist keine Lektion: Es fehlt die Zeile {key}: …</translation>
    </message>
    <message>
        <source>{file} is not the data that was trained on, which alone has a {split} part: leave out --split</source>
        <translation>{file} enthält nicht die Daten des Trainings, und nur diese haben einen Teil {split}: --split weglassen</translation>
    </message>
    <message>
        <source>{file}, column {column}: nothing tells whether the mark in {cell} parts thousands or decimals; choose the decimal mark</source>
        <translation>{file}, Spalte {column}: Ob das Zeichen in {cell} Tausender oder Dezimalen abtrennt, ist nicht zu erkennen; Dezimalzeichen wählen</translation>
    </message>
    <message>
        <source>{file}, line {line}, column {column}: {cell} is no finite number; leave the cell empty if it is unknown</source>
        <translation>{file}, Zeile {line}, Spalte {column}: {cell} ist keine endliche Zahl; die Zelle leer lassen, wenn der Wert unbekannt ist</translation>
    </message>
    <message>
        <source>{file}, line {line}, column {column}: {cell} is not a date; write it as 2024-12-31</source>
        <translation>{file}, Zeile {line}, Spalte {column}: {cell} ist kein Datum; als 2024-12-31 schreiben</translation>
    </message>
    <message>
        <source>{file}, line {line}, column {column}: {cell} is not a number written like {specimen}</source>
        <translation>{file}, Zeile {line}, Spalte {column}: {cell} ist keine Zahl in der Schreibweise {specimen}</translation>
    </message>
    <message>
        <source>{file}, line {line}, column {column}: {cell} is not a number; leave the cell empty if it is unknown</source>
        <translation>{file}, Zeile {line}, Spalte {column}: {cell} ist keine Zahl; die Zelle leer lassen, wenn der Wert unbekannt ist</translation>
    </message>
    <message>
        <source>{file}, line {line}, column {column}: {cell} is too large for a number</source>
        <translation>{file}, Zeile {line}, Spalte {column}: {cell} ist zu groß für eine Zahl</translation>
    </message>
    <message>
        <source>{file}, line {line}: a NUL character; this is no text table, or its encoding is another one</source>
        <translation>{file}, Zeile {line}: ein NUL-Zeichen; das ist keine Texttabelle, oder ihre Kodierung ist eine andere</translation>
    </message>
    <message>
        <source>{file}, line {line}: a quote within a cell; put the cell in quotes and write this one twice</source>
        <translation>{file}, Zeile {line}: ein Anführungszeichen in einer Zelle; die Zelle in Anführungszeichen setzen und dieses doppelt schreiben</translation>
    </message>
    <message>
        <source>{file}, line {line}: a quoted cell begins here and never ends; write quotes inside it twice</source>
        <translation>{file}, Zeile {line}: hier beginnt eine Zelle in Anführungszeichen und endet nicht; Anführungszeichen darin doppelt schreiben</translation>
    </message>
    <message>
        <source>{file}, line {line}: not valid {encoding}; choose another encoding</source>
        <translation>{file}, Zeile {line}: kein gültiges {encoding}; eine andere Kodierung wählen</translation>
    </message>
    <message>
        <source>{file}, line {line}: {cause}</source>
        <translation>{file}, Zeile {line}: {cause}</translation>
    </message>
    <message>
        <source>{file}, line {line}: {found} where line {first} has {width}; the separator is {separator}</source>
        <translation>{file}, Zeile {line}: {found}, in Zeile {first} aber {width}; das Trennzeichen ist {separator}</translation>
    </message>
    <message>
        <source>{file}: a lesson begins with data and layers, or with a sample, or with a file beside it</source>
        <translation>{file}: eine Lektion beginnt mit data und layers oder mit sample oder mit file für ein Projekt daneben</translation>
    </message>
    <message>
        <source>{file}: besides the target {column} there is no column to learn from ({format})</source>
        <translation>{file}: außer der Zielgröße {column} gibt es keine Spalte zum Lernen ({format})</translation>
    </message>
    <message>
        <source>{file}: column {column} holds dates, which are not predicted; choose another column as the target</source>
        <translation>{file}: Spalte {column} enthält Datumsangaben, und diese werden nicht vorhergesagt; eine andere Spalte als Zielgröße wählen</translation>
    </message>
    <message>
        <source>{file}: column {column} holds texts, and a regression needs numbers</source>
        <translation>{file}: Spalte {column} enthält Texte, und eine Regression braucht Zahlen</translation>
    </message>
    <message>
        <source>{file}: column {column} holds {count} different numbers, too many for classes</source>
        <translation>{file}: Spalte {column} enthält {count} verschiedene Zahlen, zu viele für Klassen</translation>
    </message>
    <message>
        <source>{file}: column {column} holds {strange}; the network knows {classes}</source>
        <translation>{file}: Spalte {column} enthält {strange}; das Netz kennt {classes}</translation>
    </message>
    <message>
        <source>{file}: column {column} holds {what}, and no numbers or texts</source>
        <translation>{file}: Spalte {column} enthält {what}, keine Zahlen oder Texte</translation>
    </message>
    <message>
        <source>{file}: column {column} is of no use: {reason}</source>
        <translation>{file}: Spalte {column} ist nutzlos: {reason}</translation>
    </message>
    <message>
        <source>{file}: column {column} is the one to be predicted</source>
        <translation>{file}: Spalte {column} ist die vorherzusagende</translation>
    </message>
    <message>
        <source>{file}: every column but the target {column} is left out; there is none to learn from</source>
        <translation>{file}: alle Spalten außer dem Ziel {column} sind ausgelassen; es bleibt keine, aus der gelernt wird</translation>
    </message>
    <message>
        <source>{file}: every column but the target {column} is left out; there is none to learn from ({reasons})</source>
        <translation>{file}: alle Spalten außer dem Ziel {column} sind ausgelassen; es bleibt keine, aus der gelernt wird ({reasons})</translation>
    </message>
    <message>
        <source>{file}: every column is to be predicted; leave one at least to learn from</source>
        <translation>{file}: alle Spalten sollen vorhergesagt werden; mindestens eine zum Lernen lassen</translation>
    </message>
    <message>
        <source>{file}: it claims {rows:,} rows of {columns:,} columns, more than fit here</source>
        <translation>{file} gibt {rows:,} Zeilen mit {columns:,} Spalten an, mehr, als hier hineinpassen</translation>
    </message>
    <message>
        <source>{file}: it claims {size:,} bytes, more than can be right</source>
        <translation>{file} gibt {size:,} Bytes an, mehr als richtig sein kann</translation>
    </message>
    <message>
        <source>{file}: it has no columns</source>
        <translation>{file} hat keine Spalten</translation>
    </message>
    <message>
        <source>{file}: it has no rows</source>
        <translation>{file} hat keine Zeilen</translation>
    </message>
    <message>
        <source>{file}: it has {axes} axes, not {wanted}; is it the file with the {what}?</source>
        <translation>{file}: {axes} Achsen statt {wanted}; ist das die Datei mit „{what}“?</translation>
    </message>
    <message>
        <source>{file}: it has {size:,} bytes, and {limit:,} are the most that is allowed here</source>
        <translation>{file}: sie hat {size:,} Bytes, und höchstens {limit:,} sind hier erlaubt</translation>
    </message>
    <message>
        <source>{file}: it holds more than it says</source>
        <translation>{file} enthält mehr, als die Datei angibt</translation>
    </message>
    <message>
        <source>{file}: it holds no table with rows; views are not read</source>
        <translation>{file}: sie enthält keine Tabelle mit Zeilen; Sichten (Views) werden nicht gelesen</translation>
    </message>
    <message>
        <source>{file}: it is cut off</source>
        <translation>{file} ist abgeschnitten</translation>
    </message>
    <message>
        <source>{file}: it is damaged</source>
        <translation>{file} ist beschädigt</translation>
    </message>
    <message>
        <source>{file}: it is damaged ({cause})</source>
        <translation>{file} ist beschädigt ({cause})</translation>
    </message>
    <message>
        <source>{file}: it is damaged or cut off</source>
        <translation>{file} ist beschädigt oder abgeschnitten</translation>
    </message>
    <message>
        <source>{file}: it is empty</source>
        <translation>{file} ist leer</translation>
    </message>
    <message>
        <source>{file}: it is no IDX file</source>
        <translation>{file} ist keine IDX-Datei</translation>
    </message>
    <message>
        <source>{file}: it is no database of SQLite, or it is encrypted</source>
        <translation>{file}: es ist keine SQLite-Datenbank, oder sie ist verschlüsselt</translation>
    </message>
    <message>
        <source>{file}: it is no workbook of Excel or OpenDocument</source>
        <translation>{file} ist keine Arbeitsmappe von Excel oder OpenDocument</translation>
    </message>
    <message>
        <source>{file}: it is protected by a password; save it without one first</source>
        <translation>{file} ist durch ein Passwort geschützt; erst ohne Passwort speichern</translation>
    </message>
    <message>
        <source>{file}: it must have the same columns as {main}; missing: {lacking}; only here: {more}</source>
        <translation>{file}: die Spalten müssen dieselben sein wie in {main}; es fehlen: {lacking}; nur hier: {more}</translation>
    </message>
    <message>
        <source>{file}: its images have {rows}×{columns} pixels, those of {other} have {height}×{width}</source>
        <translation>{file}: die Bilder haben {rows}×{columns} Pixel, die von {other} aber {height}×{width}</translation>
    </message>
    <message>
        <source>{file}: its values are of the type {type}; bytes (8) can be read</source>
        <translation>{file}: die Werte sind vom Typ {type}; lesbar sind Bytes (8)</translation>
    </message>
    <message>
        <source>{file}: networks are read from {known} files</source>
        <translation>{file}: Netze werden aus Dateien mit der Endung {known} gelesen</translation>
    </message>
    <message>
        <source>{file}: no row has a value in {column}</source>
        <translation>{file}: keine Zeile hat einen Wert in {column}</translation>
    </message>
    <message>
        <source>{file}: no row has {rows} rows before it in its series; take fewer earlier rows, or fewer ahead</source>
        <translation>{file}: keine Zeile hat in ihrer Reihe {rows} Zeilen vor sich; nehmen Sie weniger frühere Zeilen oder weniger voraus</translation>
    </message>
    <message>
        <source>{file}: pictures of this kind are not read; save it as JPEG or PNG</source>
        <translation>{file}: Bilder dieser Art werden nicht gelesen; als JPEG oder PNG speichern</translation>
    </message>
    <message>
        <source>{file}: rows and cells cannot be told apart; save it again with all texts in quotes</source>
        <translation>{file}: Zeilen und Zellen sind nicht zu unterscheiden; neu speichern, mit allen Texten in Anführungszeichen</translation>
    </message>
    <message>
        <source>{file}: rows are read from a table: CSV, Excel, OpenDocument, Parquet, SQLite or JSON</source>
        <translation>{file}: Zeilen werden aus einer Tabelle gelesen: CSV, Excel, OpenDocument, Parquet, SQLite oder JSON</translation>
    </message>
    <message>
        <source>{file}: the answer of its child process makes no sense</source>
        <translation>{file}: die Antwort des Kindprozesses ergibt keinen Sinn</translation>
    </message>
    <message>
        <source>{file}: the file is empty</source>
        <translation>{file} ist leer</translation>
    </message>
    <message>
        <source>{file}: the memory is not enough for it</source>
        <translation>{file}: der Speicher reicht dafür nicht</translation>
    </message>
    <message>
        <source>{file}: the name is not valid text; rename the file</source>
        <translation>{file}: der Name ist kein gültiger Text; die Datei umbenennen</translation>
    </message>
    <message>
        <source>{file}: the network answers {targets}, and only a table that names the files has them all: give one</source>
        <translation>{file}: das Netz beantwortet {targets}, und nur eine Tabelle, die die Dateien nennt, hat sie alle: geben Sie eine an</translation>
    </message>
    <message>
        <source>{file}: the network was not trained on a table: give a folder or file like the one it was trained on</source>
        <translation>{file}: das Netz wurde nicht mit einer Tabelle trainiert; einen Ordner oder eine Datei wie beim Training angeben</translation>
    </message>
    <message>
        <source>{file}: the sheet {sheet} is empty</source>
        <translation>{file}: das Blatt {sheet} ist leer</translation>
    </message>
    <message>
        <source>{file}: the targets {target} hold values that are no finite numbers</source>
        <translation>{file}: die Zielwerte {target} enthalten Werte, die keine endlichen Zahlen sind</translation>
    </message>
    <message>
        <source>{file}: there are no weights in it</source>
        <translation>{file}: enthält keine Gewichte</translation>
    </message>
    <message>
        <source>{file}: there is a header, but no rows below it</source>
        <translation>{file}: es gibt eine Kopfzeile, aber keine Zeilen darunter</translation>
    </message>
    <message>
        <source>{file}: there is no column {column}; there are {names}</source>
        <translation>{file}: es gibt keine Spalte {column}; vorhanden: {names}</translation>
    </message>
    <message>
        <source>{file}: there is no column {lacking}; the network needs {needed} and predicts {predicted}</source>
        <translation>{file}: keine Spalte {lacking}; das Netz braucht {needed} und sagt {predicted} vorher</translation>
    </message>
    <message>
        <source>{file}: there is no row that could be measured</source>
        <translation>{file}: keine Zeile, die sich messen ließe</translation>
    </message>
    <message>
        <source>{file}: there is no sheet {sheet}; there are {known}</source>
        <translation>{file}: es gibt kein Blatt {sheet}; vorhanden: {known}</translation>
    </message>
    <message>
        <source>{file}: there is no table {table}; there are {known}</source>
        <translation>{file}: es gibt keine Tabelle {table}; es gibt {known}</translation>
    </message>
    <message>
        <source>{file}: these are weights, not data; open them, or use `nnstudio import --into PROJECT`</source>
        <translation>{file}: das sind Gewichte, keine Daten; öffnen oder mit `nnstudio import --into PROJECT` importieren</translation>
    </message>
    <message>
        <source>{file}: this file of the program is missing or damaged; please install it again</source>
        <translation>{file}: diese Datei des Programms fehlt oder ist beschädigt; bitte neu installieren</translation>
    </message>
    <message>
        <source>{file}: this is a database of SQLite; give its name the ending .sqlite</source>
        <translation>{file}: das ist eine SQLite-Datenbank; geben Sie ihrem Namen die Endung .sqlite</translation>
    </message>
    <message>
        <source>{file}: this is a network, not data; open it, or make a project of it with `nnstudio import`</source>
        <translation>{file}: das ist ein Netz, keine Daten; öffnen oder mit `nnstudio import` ein Projekt daraus machen</translation>
    </message>
    <message>
        <source>{file}: this is a project of NN Studio, not data; open it, or look at it with `nnstudio summary`</source>
        <translation>{file}: das ist ein Projekt von NN Studio, keine Daten; öffnen oder mit `nnstudio summary` ansehen</translation>
    </message>
    <message>
        <source>{file}: this is {what}, not a table; save it as CSV first</source>
        <translation>{file} ist keine Tabelle ({what}); erst als CSV speichern</translation>
    </message>
    <message>
        <source>{file}: this is {what}, not a text table; save it as CSV first</source>
        <translation>{file} ist keine Texttabelle ({what}); erst als CSV speichern</translation>
    </message>
    <message>
        <source>{file}: this is {what}, not data; {can_be}</source>
        <translation>{file} enthält keine Daten ({what}); {can_be}</translation>
    </message>
    <message>
        <source>{file}: this only points to the data, which Git LFS has not fetched; run `git lfs pull`</source>
        <translation>{file} verweist nur auf die Daten, die Git LFS noch nicht geholt hat; `git lfs pull` ausführen</translation>
    </message>
    <message>
        <source>{file}: weights are read from {known} files</source>
        <translation>{file}: Gewichte werden aus Dateien mit der Endung {known} gelesen</translation>
    </message>
    <message>
        <source>{file}: where are its labels? Name the file, or call the two files …images-idx3… and …labels-idx1…</source>
        <translation>{file}: wo sind die Bezeichnungen dazu? Die Datei angeben oder die beiden Dateien so nennen: …images-idx3… und …labels-idx1…</translation>
    </message>
    <message>
        <source>{file}: {cause}</source>
        <translation>{file}: {cause}</translation>
    </message>
    <message>
        <source>{file}: {columns} columns, and a table may have {most}; check the separator</source>
        <translation>{file}: {columns} Spalten, eine Tabelle darf höchstens {most} haben; Trennzeichen prüfen</translation>
    </message>
    <message>
        <source>{file}: {images}, but {other} has {labels}</source>
        <translation>{file}: {images}, aber {other} hat {labels}</translation>
    </message>
    <message>
        <source>{file}: {name} is no project: its name should end with {suffix}</source>
        <translation>{file}: {name} ist kein Projekt; der Name muss auf {suffix} enden</translation>
    </message>
    <message>
        <source>{first}, then {second}</source>
        <translation>{first}, dann {second}</translation>
    </message>
    <message>
        <source>{flatten} moves before it: it needs a row of numbers</source>
        <translation>{flatten} rückt davor: Gebraucht wird eine Zahlenreihe</translation>
    </message>
    <message>
        <source>{folder}: its images are in no sub-folders; put those of each class into a folder of its name</source>
        <translation>{folder}: die Bilder liegen in keinen Unterordnern; die jeder Klasse in einen Ordner ihres Namens legen</translation>
    </message>
    <message>
        <source>{folder}: its pictures are of kinds that are not read ({kinds}); save them as JPEG or PNG</source>
        <translation>{folder}: die Formate der Bilder werden nicht gelesen ({kinds}); als JPEG oder PNG speichern</translation>
    </message>
    <message>
        <source>{folder}: its sub-folders hold folders, and no images; choose the folder right above the classes, or the one above train and test</source>
        <translation>{folder}: die Unterordner enthalten Ordner und keine Bilder; den Ordner gleich über den Klassen wählen oder den über train und test</translation>
    </message>
    <message>
        <source>{folder}: more than {images:,} images or {classes:,} sub-folders are more than fit here</source>
        <translation>{folder}: mehr als {images:,} Bilder oder {classes:,} Unterordner passen hier nicht hinein</translation>
    </message>
    <message>
        <source>{folder}: more than {most:,} images are more than fit here</source>
        <translation>{folder}: mehr als {most:,} Bilder passen hier nicht hinein</translation>
    </message>
    <message>
        <source>{folder}: none of its {count} images can be read; the first is {file}: {cause}</source>
        <translation>{folder}: Von den {count} Bildern lässt sich keines lesen; das erste ist {file}: {cause}</translation>
    </message>
    <message>
        <source>{folder}: only the sub-folder {name} holds images; there must be one for each of two or more classes</source>
        <translation>{folder}: nur der Unterordner {name} enthält Bilder; es muss für jede von zwei oder mehr Klassen einen geben</translation>
    </message>
    <message>
        <source>{folder}: the names of its sub-folders differ only in capitals or blanks; as one class there is nothing to tell apart</source>
        <translation>{folder}: die Namen der Unterordner unterscheiden sich nur in Großschreibung oder Leerzeichen; als eine Klasse gibt es nichts zu unterscheiden</translation>
    </message>
    <message>
        <source>{folder}: there are no recordings in it or in its sub-folders (WAV, CSV, TSV, TXT or NPY)</source>
        <translation>{folder}: darin und in den Unterordnern sind keine Aufzeichnungen (WAV, CSV, TSV, TXT oder NPY)</translation>
    </message>
    <message>
        <source>{folder}: there are no recordings in its sub-folders (WAV, CSV, TSV, TXT or NPY)</source>
        <translation>{folder}: in den Unterordnern sind keine Aufzeichnungen (WAV, CSV, TSV, TXT oder NPY)</translation>
    </message>
    <message>
        <source>{folder}: {count:,} images of {height}×{width} pixels are more than fit here; choose a smaller size</source>
        <translation>{folder}: {count:,} Bilder mit {height}×{width} Pixeln sind mehr, als hier hineinpassen; eine kleinere Größe wählen</translation>
    </message>
    <message>
        <source>{format} also writes {file}, and there is such a file already that comes from somewhere else: choose another name or folder</source>
        <translation>{format} schreibt auch {file}, und eine solche Datei anderer Herkunft gibt es schon: einen anderen Namen oder Ordner wählen</translation>
    </message>
    <message>
        <source>{format} has no setting {name}; it has {known}</source>
        <translation>{format} hat keine Einstellung {name}; vorhanden: {known}</translation>
    </message>
    <message>
        <source>{format}: {reasons}</source>
        <translation>{format}: {reasons}</translation>
    </message>
    <message>
        <source>{format}: {reasons}. Formats that can: {others}</source>
        <translation>{format}: {reasons}. Formate, die es können: {others}</translation>
    </message>
    <message>
        <source>{free:.1f} GiB free</source>
        <translation>{free:.1f} GiB frei</translation>
    </message>
    <message>
        <source>{free} of {total}</source>
        <translation>{free} von {total}</translation>
    </message>
    <message>
        <source>{key} stands here twice</source>
        <translation>{key} steht hier zweimal</translation>
    </message>
    <message>
        <source>{kind} is for pictures as they are, and here their pixels are shuffled: take it out of the augmentation, or untick “Shuffle pixels” in the data</source>
        <translation>{kind} ist für unveränderte Bilder, und hier sind die Pixel gemischt: aus der Augmentierung nehmen oder „Pixel mischen“ bei den Daten abwählen</translation>
    </message>
    <message>
        <source>{kind} is for pictures, and the samples of this data are rows of numbers: take it out of the augmentation</source>
        <translation>{kind} ist für Bilder, und die Beispiele dieser Daten sind Zeilen aus Zahlen: aus der Augmentierung nehmen</translation>
    </message>
    <message>
        <source>{kind} mixes answers, and mixed answers cannot be judged: take it out of the augmentation, or let that change the training part</source>
        <translation>{kind} mischt Antworten, und gemischte Antworten lassen sich nicht beurteilen: aus der Augmentierung nehmen oder diese den Trainingsteil verändern lassen</translation>
    </message>
    <message>
        <source>{layer} answers the same for all {n} samples, because of {cause}</source>
        <translation>{layer} gibt für alle {n} Beispiele dieselbe Antwort, wegen {cause}</translation>
    </message>
    <message>
        <source>{layer} answers the same for all {n} samples: what comes in makes no difference. Start from other weights, or look whether the features differ at all</source>
        <translation>{layer} gibt für alle {n} Beispiele dieselbe Antwort: Was hereinkommt, macht keinen Unterschied. Mit anderen Gewichten beginnen oder prüfen, ob sich die Merkmale überhaupt unterscheiden</translation>
    </message>
    <message>
        <source>{layer} changes nothing: {why}</source>
        <translation>{layer} ändert nichts: {why}</translation>
    </message>
    <message>
        <source>{layer} comes right behind {source}, which has {before} already: σ is applied twice</source>
        <translation>{layer} folgt direkt auf {source} (schon mit {before}): σ wird zweimal angewandt</translation>
    </message>
    <message>
        <source>{layer} connects every input with every neuron: {sum}</source>
        <translation>{layer} verbindet jede Eingabe mit jedem Neuron: {sum}</translation>
    </message>
    <message>
        <source>{layer} evens out what {source} has evened out already: mean 0 and variance 1 stay as they are</source>
        <translation>{layer} normalisiert, was {source} schon normalisiert hat: Mittel 0 und Varianz 1 bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>{layer} feeds values of about {size:.3g}, where networks want about 1: sums become as large, and steps jump. Scale the data</source>
        <translation>{layer} liefert Werte um {size:.3g}, Netze brauchen aber etwa 1: Summen werden ebenso groß, und Schritte springen. Die Daten skalieren</translation>
    </message>
    <message>
        <source>{layer} feeds values of about {size}, where networks want about 1: hardly anything reaches the neurons. Scale the data</source>
        <translation>{layer} liefert Werte um {size}, Netze brauchen aber etwa 1: Bei den Neuronen kommt kaum etwas an. Die Daten skalieren</translation>
    </message>
    <message>
        <source>{layer} gives numbers that are not finite: the steps were so large that its sums overflowed. Take a smaller learning rate</source>
        <translation>{layer} liefert Zahlen, die nicht endlich sind: Die Schritte waren so groß, dass die Summen übergelaufen sind. Eine kleinere Lernrate nehmen</translation>
    </message>
    <message>
        <source>{layer} has nothing to learn</source>
        <translation>{layer} hat nichts zu lernen</translation>
    </message>
    <message>
        <source>{layer} has softmax inside the network: its {n} outputs must share a sum of 1, {mean:.2g} on average, and little gets through; softmax belongs to the output</source>
        <translation>{layer} hat softmax innerhalb des Netzes: Die {n} Ausgaben müssen sich eine Summe von 1 teilen, im Mittel {mean:.2g}, und wenig kommt durch; softmax gehört an die Ausgabe</translation>
    </message>
    <message>
        <source>{layer} has {share} % of all weights: {inputs} = {flat} values times {units}; a picture can be made smaller before it is flattened</source>
        <translation>{layer} hat {share}&#x202f;% aller Gewichte: {inputs} = {flat} Werte mal {units}; ein Bild lässt sich vor dem Flatten verkleinern</translation>
    </message>
    <message>
        <source>{layer} is one already</source>
        <translation>{layer} ist schon eine solche Schicht</translation>
    </message>
    <message>
        <source>{layer} is the last layer: while training it spoils the answers themselves, which no weight can mend</source>
        <translation>{layer} ist die letzte Schicht: Beim Training verdirbt sie die Antworten selbst, und kein Gewicht kann das beheben</translation>
    </message>
    <message>
        <source>{layer} learns {sum} parameter</source>
        <translation>{layer} lernt {sum} Parameter</translation>
    </message>
    <message>
        <source>{layer} learns {sum} parameters</source>
        <translation>{layer} lernt {sum} Parameter</translation>
    </message>
    <message>
        <source>{layer} measures a batch, and a batch of 1 has no spread: x − μ = 0 for every value, so nothing gets through</source>
        <translation>{layer} misst einen Batch, und ein Batch von 1 hat keine Streuung: x − μ = 0 für jeden Wert, also kommt nichts durch</translation>
    </message>
    <message>
        <source>{layer} measures groups of one value and always answers the same: of one value the mean is that value, and x − x = 0</source>
        <translation>{layer} misst Gruppen aus einem Wert und antwortet immer dasselbe: Bei einem Wert ist das Mittel dieser Wert, und x − x = 0</translation>
    </message>
    <message>
        <source>{layer} needs at least {least} inputs</source>
        <translation>{layer} braucht mindestens {least} Eingaben</translation>
    </message>
    <message>
        <source>{layer} over one channel always answers the same: of one value the mean is that value, and x − x = 0</source>
        <translation>{layer} über einen einzigen Kanal antwortet immer dasselbe: Bei einem Wert ist das Mittel dieser Wert, und x − x = 0</translation>
    </message>
    <message>
        <source>{layer} paints patches with the same weights from all {places} positions: {sum}</source>
        <translation>{layer} malt von allen {places} Positionen aus Flecken mit denselben Gewichten: {sum}</translation>
    </message>
    <message>
        <source>{layer} receives {signal} of the signal: vanishing, as the weights behind it are small. Start them larger, or put batch norm between</source>
        <translation>{layer} erhält nur {signal} des Signals: verschwindend, da die Gewichte dahinter klein sind. Mit größeren beginnen oder BatchNorm dazwischensetzen</translation>
    </message>
    <message>
        <source>{layer} receives {signal} of the signal: vanishing. Each of {n} squashing layers lets only a part of it pass; try ReLU in all of them, or batch norm before each</source>
        <translation>{layer} erhält nur {signal} des Signals: verschwindend. Jede von {n} stauchenden Schichten lässt nur einen Teil durch; ReLU in allen versuchen oder BatchNorm vor jeder</translation>
    </message>
    <message>
        <source>{layer} receives {signal} of the signal: vanishing. Its {activation} saturates ({share}); try ReLU, or batch norm before it</source>
        <translation>{layer} erhält nur {signal} des Signals: verschwindend. Die Aktivierung {activation} ist gesättigt ({share}); ReLU versuchen oder BatchNorm davor</translation>
    </message>
    <message>
        <source>{layer} receives {signal} times the signal of the output: exploding, as the weights behind it are large. Start them smaller, put batch norm before it, or clip the gradients</source>
        <translation>{layer} erhält das Signal des Ausgangs {signal}-mal so stark: explodierend, da die Gewichte dahinter groß sind. Mit kleineren beginnen, BatchNorm davorsetzen oder die Gradienten begrenzen</translation>
    </message>
    <message>
        <source>{layer} shares the same weights at all {places} positions: {sum}</source>
        <translation>{layer} teilt sich an allen {places} Positionen dieselben Gewichte: {sum}</translation>
    </message>
    <message>
        <source>{layer} silences {rate} %: of {values} about {left} left in a step, {factor:.3g} times as large</source>
        <translation>{layer} schaltet {rate}&#x202f;% stumm: Von {values} bleiben in einem Schritt etwa {left}, {factor:.3g}-mal so groß</translation>
    </message>
    <message>
        <source>{layer} takes no wire: it is where samples enter</source>
        <translation>{layer} nimmt keine Verbindung an: Hier treten die Beispiele ein</translation>
    </message>
    <message>
        <source>{layer} takes one input only</source>
        <translation>{layer} nimmt nur eine Eingabe an</translation>
    </message>
    <message>
        <source>{layer} takes steps of {stride} with a window of {size}: of every {stride} pixels in a row it never looks at {missed}</source>
        <translation>{layer} geht in Schritten von {stride} mit einem Fenster von {size}: Von je {stride} Pixeln in einer Reihe sieht sie {missed} nie</translation>
    </message>
    <message>
        <source>{layer} works on {what}, but receives {shape}</source>
        <translation>{layer} braucht {what}, erhält aber {shape}</translation>
    </message>
    <message>
        <source>{layer}: a border that is not of zeros can stand before a pooling only</source>
        <translation>{layer}: ein Rand, der nicht aus Nullen ist, kann nur vor einem Pooling stehen</translation>
    </message>
    <message>
        <source>{layer}: it changes pictures only in training, and is left out; augmentation is a setting of the data here</source>
        <translation>{layer}: verändert Bilder nur im Training und fällt weg; Augmentierung ist hier eine Einstellung der Daten</translation>
    </message>
    <message>
        <source>{layer}: it has {n} array of weights in the file, not {wanted}</source>
        <translation>{layer}: hat in der Datei {n} Array mit Gewichten, nicht {wanted}</translation>
    </message>
    <message>
        <source>{layer}: it has {n} arrays of weights in the file, not {wanted}</source>
        <translation>{layer}: hat in der Datei {n} Arrays mit Gewichten, nicht {wanted}</translation>
    </message>
    <message>
        <source>{layer}: it has {n} input</source>
        <translation>{layer}: hat {n} Eingabe</translation>
    </message>
    <message>
        <source>{layer}: it has {n} inputs</source>
        <translation>{layer}: hat {n} Eingaben</translation>
    </message>
    <message>
        <source>{layer}: it is a model within a model; save it as one model</source>
        <translation>{layer}: ist ein Modell in einem Modell; als ein einziges Modell speichern</translation>
    </message>
    <message>
        <source>{layer}: it is used in several places; layers that share weights cannot be read</source>
        <translation>{layer}: wird an mehreren Stellen verwendet; Schichten mit geteilten Gewichten können nicht gelesen werden</translation>
    </message>
    <message>
        <source>{layer}: it takes one of several outputs of a layer, which cannot be read</source>
        <translation>{layer}: nimmt eine von mehreren Ausgaben einer Schicht, was nicht gelesen werden kann</translation>
    </message>
    <message>
        <source>{layer}: it works on groups of channels apart, which no layer does here</source>
        <translation>{layer}: arbeitet getrennt mit Gruppen von Kanälen, was hier keine Schicht tut</translation>
    </message>
    <message>
        <source>{layer}: it would hold more than two thousand million numbers</source>
        <translation>{layer}: enthielte mehr als zwei Milliarden Zahlen</translation>
    </message>
    <message>
        <source>{layer}: its constant is not one number for each channel</source>
        <translation>{layer}: die Konstante hat nicht eine Zahl je Kanal</translation>
    </message>
    <message>
        <source>{layer}: its inputs are damaged</source>
        <translation>{layer}: die Eingaben sind beschädigt</translation>
    </message>
    <message>
        <source>{layer}: its kernel is {size} here, with zeros in the new places: it cuts off more at one side than at the other</source>
        <translation>{layer}: der Kernel ist hier {size} groß, mit Nullen an den neuen Stellen: auf einer Seite wird mehr abgeschnitten als auf der anderen</translation>
    </message>
    <message>
        <source>{layer}: its settings are damaged</source>
        <translation>{layer}: die Einstellungen sind beschädigt</translation>
    </message>
    <message>
        <source>{layer}: its shape is not known; give the model an Input</source>
        <translation>{layer}: die Form ist nicht bekannt; dem Modell ein Input geben</translation>
    </message>
    <message>
        <source>{layer}: its shape {shape} is not fixed; this program needs every size</source>
        <translation>{layer}: die Form {shape} ist nicht fest; dieses Programm braucht jede Größe</translation>
    </message>
    <message>
        <source>{layer}: its weights are no numbers</source>
        <translation>{layer}: die Gewichte sind keine Zahlen</translation>
    </message>
    <message>
        <source>{layer}: its weights have the wrong shape</source>
        <translation>{layer}: die Gewichte haben die falsche Form</translation>
    </message>
    <message>
        <source>{layer}: its weights hold values that are no finite numbers</source>
        <translation>{layer}: die Gewichte enthalten Werte, die keine endlichen Zahlen sind</translation>
    </message>
    <message>
        <source>{layer}: its weights {name} are missing</source>
        <translation>{layer}: die Gewichte {name} fehlen</translation>
    </message>
    <message>
        <source>{layer}: its weights {name} have the shape {got}, not {wanted}</source>
        <translation>{layer}: die Gewichte {name} haben die Form {got}, nicht {wanted}</translation>
    </message>
    <message>
        <source>{layer}: nothing feeds it</source>
        <translation>{layer}: wird von nichts gespeist</translation>
    </message>
    <message>
        <source>{layer}: softmax over one value always answers 1, since eᶻ / eᶻ = 1</source>
        <translation>{layer}: softmax über einen einzigen Wert antwortet immer 1, denn eᶻ / eᶻ = 1</translation>
    </message>
    <message>
        <source>{layer}: something feeds it</source>
        <translation>{layer}: wird von etwas gespeist</translation>
    </message>
    <message>
        <source>{layer}: there is no such layer</source>
        <translation>{layer}: eine solche Schicht gibt es nicht</translation>
    </message>
    <message>
        <source>{layer}: this program has no activation like it</source>
        <translation>{layer}: dieses Programm hat keine solche Aktivierung</translation>
    </message>
    <message>
        <source>{layer}: this program has no layer like {kind}</source>
        <translation>{layer}: dieses Programm hat keine Schicht wie {kind}</translation>
    </message>
    <message>
        <source>{layer}: two layers have this name</source>
        <translation>{layer}: zwei Schichten haben diesen Namen</translation>
    </message>
    <message>
        <source>{layer}: what feeds it is not there, or it feeds itself</source>
        <translation>{layer}: was sie speist, fehlt, oder sie speist sich selbst</translation>
    </message>
    <message>
        <source>{layer}: {cause}</source>
        <translation>{layer}: {cause}</translation>
    </message>
    <message>
        <source>{lesson}: what it asks for is seen in the window only ({checks}), and in no file</source>
        <translation>{lesson}: Was sie verlangt, ist nur im Fenster zu sehen ({checks}) und in keiner Datei</translation>
    </message>
    <message>
        <source>{loss} does not fit this data ({task}); {better} does</source>
        <translation>{loss} passt nicht zu diesen Daten ({task}); {better} passt</translation>
    </message>
    <message>
        <source>{low} or more</source>
        <translation>ab {low}</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} bis {high}</translation>
    </message>
    <message>
        <source>{metric} cannot judge what {loss} trains: it is for {tasks}</source>
        <translation>{metric} kann nicht beurteilen, was {loss} trainiert: gedacht für {tasks}</translation>
    </message>
    <message>
        <source>{metric} says yes from {threshold:g} on, but with {loss} yes begins at {right:g}: set its threshold</source>
        <translation>{metric} sagt Ja ab {threshold:g}, doch mit {loss} beginnt Ja bei {right:g}: die Schwelle setzen</translation>
    </message>
    <message>
        <source>{name} and {other} have different shapes, {shape} and {other_shape}</source>
        <translation>{name} und {other} haben verschiedene Formen, {shape} und {other_shape}</translation>
    </message>
    <message>
        <source>{name} claims another size than it has</source>
        <translation>{name} gibt eine andere Größe an, als es hat</translation>
    </message>
    <message>
        <source>{name} does not come with its data, {data}: keep the data in the project file</source>
        <translation>{name} kommt ohne die zugehörigen Daten, {data}: die Daten in der Projektdatei behalten</translation>
    </message>
    <message>
        <source>{name} does not hold a project</source>
        <translation>{name} enthält kein Projekt</translation>
    </message>
    <message>
        <source>{name} from {threshold} on</source>
        <translation>{name} ab {threshold}</translation>
    </message>
    <message>
        <source>{name} has a shape that no array has</source>
        <translation>{name} hat eine Form, die kein Array hat</translation>
    </message>
    <message>
        <source>{name} has more parts than any project</source>
        <translation>{name} hat mehr Teile, als ein Projekt haben kann</translation>
    </message>
    <message>
        <source>{name} has no weights for its network</source>
        <translation>{name} hat keine Gewichte für sein Netz</translation>
    </message>
    <message>
        <source>{name} holds a whole number that is too large</source>
        <translation>{name} enthält eine zu große ganze Zahl</translation>
    </message>
    <message>
        <source>{name} holds something else than numbers</source>
        <translation>{name} enthält etwas anderes als Zahlen</translation>
    </message>
    <message>
        <source>{name} is damaged: its epochs do not add up</source>
        <translation>{name} ist beschädigt: Die Epochen gehen nicht auf</translation>
    </message>
    <message>
        <source>{name} is damaged: its learning rates do not add up</source>
        <translation>{name} ist beschädigt: Die Lernraten gehen nicht auf</translation>
    </message>
    <message>
        <source>{name} is damaged: the preprocessing does not fit the network</source>
        <translation>{name} ist beschädigt: Die Vorverarbeitung passt nicht zum Netz</translation>
    </message>
    <message>
        <source>{name} is damaged: {cause}</source>
        <translation>{name} ist beschädigt: {cause}</translation>
    </message>
    <message>
        <source>{name} is neither a file nor a lesson of the program; those are {known}</source>
        <translation>{name} ist weder eine Datei noch eine Lektion des Programms; dessen Lektionen: {known}</translation>
    </message>
    <message>
        <source>{name} is nested too deeply</source>
        <translation>{name} ist zu tief verschachtelt</translation>
    </message>
    <message>
        <source>{name} is no array of NumPy</source>
        <translation>{name} ist kein NumPy-Array</translation>
    </message>
    <message>
        <source>{name} is no name that a file has on every system</source>
        <translation>{name} ist kein Name, den eine Datei auf jedem System haben kann</translation>
    </message>
    <message>
        <source>{name} is not valid JSON: {cause}</source>
        <translation>{name} ist kein gültiges JSON: {cause}</translation>
    </message>
    <message>
        <source>{name} is set twice</source>
        <translation>{name} ist zweimal gesetzt</translation>
    </message>
    <message>
        <source>{name} looks at images (height × width × channels), but these samples are {shape}: use the textbook network</source>
        <translation>{name} liest Bilder (Höhe × Breite × Kanäle), diese Beispiele haben aber die Form {shape}: das Lehrbuchnetz verwenden</translation>
    </message>
    <message>
        <source>{name} needs driver {least} or newer, for CUDA {major}; this driver knows CUDA up to {known}</source>
        <translation>{name} braucht Treiber {least} oder neuer, für CUDA {major}; dieser Treiber kennt CUDA bis {known}</translation>
    </message>
    <message>
        <source>{name} needs no word behind it, and there is {word}</source>
        <translation>{name} braucht kein Wort dahinter, hier steht {word}</translation>
    </message>
    <message>
        <source>{name} was built for this computer</source>
        <translation>{name} wurde für diesen Rechner gebaut</translation>
    </message>
    <message>
        <source>{name} {version}</source>
        <translation>{name} {version}</translation>
    </message>
    <message>
        <source>{name}: its samples fit neither into the free memory nor on the disk of the cache; free some room, or choose smaller pictures</source>
        <translation>{name}: die Beispiele passen weder in den freien Speicher noch in den Cache auf dem Datenträger; Platz schaffen oder kleinere Bilder wählen</translation>
    </message>
    <message>
        <source>{name}: only the pixels of pictures can be shuffled, and these samples are rows of numbers; untick “Shuffle pixels” in the data</source>
        <translation>{name}: nur die Pixel von Bildern lassen sich mischen, und diese Beispiele sind Zeilen aus Zahlen; „Pixel mischen“ bei den Daten abwählen</translation>
    </message>
    <message>
        <source>{name}: pixels are shuffled in pictures of up to {most:,} pixels, and these have {places:,}; choose a smaller size, or untick “Shuffle pixels” in the data</source>
        <translation>{name}: Pixel werden in Bildern bis {most:,} Pixel gemischt, und diese haben {places:,}; eine kleinere Größe wählen oder „Pixel mischen“ bei den Daten abwählen</translation>
    </message>
    <message>
        <source>{name}: there is not enough free memory for this data set</source>
        <translation>{name}: der freie Speicher reicht für diesen Datensatz nicht</translation>
    </message>
    <message>
        <source>{name}: {cause}</source>
        <translation>{name}: {cause}</translation>
    </message>
    <message>
        <source>{node} has no input: draw a wire to it</source>
        <translation>{node} hat keine Eingabe: eine Verbindung dorthin ziehen</translation>
    </message>
    <message>
        <source>{node} has no output at {place}: its shape is {shape}</source>
        <translation>{node} hat keinen Ausgang bei {place}: Die Form ist {shape}</translation>
    </message>
    <message>
        <source>{node} is not connected to anything</source>
        <translation>{node} ist mit nichts verbunden</translation>
    </message>
    <message>
        <source>{node} is where samples enter: it takes no wire</source>
        <translation>Bei {node} treten die Beispiele ein: keine Verbindung dorthin möglich</translation>
    </message>
    <message>
        <source>{node} needs at least {least} inputs, but has {count}</source>
        <translation>{node} braucht mindestens {least} Eingaben, hat aber {count}</translation>
    </message>
    <message>
        <source>{node} takes {most} input, but has {count} wires</source>
        <translation>{node} nimmt {most} Eingabe an, hat aber {count} Verbindungen</translation>
    </message>
    <message>
        <source>{node} waits for its own output: the wires run in a circle</source>
        <translation>{node} wartet auf die eigene Ausgabe: Die Verbindungen laufen im Kreis</translation>
    </message>
    <message>
        <source>{node} would hold {arithmetic} = {count} numbers, more than two thousand million</source>
        <translation>{node} enthielte {arithmetic} = {count} Zahlen, mehr als zwei Milliarden</translation>
    </message>
    <message>
        <source>{node}: it holds a graph of its own, which this program does not read</source>
        <translation>{node}: enthält einen eigenen Graphen, den dieses Programm nicht liest</translation>
    </message>
    <message>
        <source>{node}: it is damaged</source>
        <translation>{node}: beschädigt</translation>
    </message>
    <message>
        <source>{node}: its attribute {name} is damaged</source>
        <translation>{node}: das Attribut {name} ist beschädigt</translation>
    </message>
    <message>
        <source>{node}: its epsilon of {epsilon} is 1e-07 here, the smallest there is</source>
        <translation>{node}: epsilon {epsilon} ist hier 1e-07, das kleinste mögliche</translation>
    </message>
    <message>
        <source>{node}: its input {name} does not exist</source>
        <translation>{node}: die Eingabe {name} gibt es nicht</translation>
    </message>
    <message>
        <source>{node}: its output {name} exists already</source>
        <translation>{node}: die Ausgabe {name} gibt es schon</translation>
    </message>
    <message>
        <source>{node}: this program has no layer like the operation {kind}</source>
        <translation>{node}: dieses Programm hat keine Schicht wie die Operation {kind}</translation>
    </message>
    <message>
        <source>{node}: {cause}</source>
        <translation>{node}: {cause}</translation>
    </message>
    <message>
        <source>{n} answers of yes or no</source>
        <translation>{n} Ja/Nein-Antworten</translation>
    </message>
    <message>
        <source>{n} are</source>
        <translation>{n}</translation>
    </message>
    <message>
        <source>{n} cells</source>
        <translation>{n} Zellen</translation>
    </message>
    <message>
        <source>{n} channel</source>
        <translation>{n} Kanal</translation>
    </message>
    <message>
        <source>{n} channels</source>
        <translation>{n} Kanäle</translation>
    </message>
    <message>
        <source>{n} filter</source>
        <translation>{n} Filter</translation>
    </message>
    <message>
        <source>{n} filters</source>
        <translation>{n} Filter</translation>
    </message>
    <message>
        <source>{n} folds: {name} {figure}, from {least} to {most}</source>
        <translation>{n} Teile: {name} {figure}, von {least} bis {most}</translation>
    </message>
    <message>
        <source>{n} image</source>
        <translation>{n} Bild</translation>
    </message>
    <message>
        <source>{n} images</source>
        <translation>{n} Bilder</translation>
    </message>
    <message>
        <source>{n} images are left out; the first is {file}: {cause}</source>
        <translation>{n} Bilder werden weggelassen; das erste ist {file}: {cause}</translation>
    </message>
    <message>
        <source>{n} is</source>
        <translation>{n}</translation>
    </message>
    <message>
        <source>{n} label</source>
        <translation>{n} Bezeichnung</translation>
    </message>
    <message>
        <source>{n} labels</source>
        <translation>{n} Bezeichnungen</translation>
    </message>
    <message>
        <source>{n} layer</source>
        <translation>{n} Schicht</translation>
    </message>
    <message>
        <source>{n} layers</source>
        <translation>{n} Schichten</translation>
    </message>
    <message>
        <source>{n} layers in a row have sigmoid, whose slope is at most ¼: through them a gradient shrinks to (¼)^{n} = {rest:.2g} at best, and the first layers hardly learn</source>
        <translation>{n} Schichten nacheinander haben sigmoid mit einer Steigung von höchstens ¼: Durch sie schrumpft ein Gradient bestenfalls auf (¼)^{n} = {rest:.2g}, und die ersten Schichten lernen kaum</translation>
    </message>
    <message>
        <source>{n} missing cell in {columns} will be filled with the mean or the most frequent value</source>
        <translation>{n} fehlende Zelle in {columns} wird mit dem Mittelwert oder dem häufigsten Wert aufgefüllt</translation>
    </message>
    <message>
        <source>{n} missing cells in {columns} will be filled with the mean or the most frequent value</source>
        <translation>{n} fehlende Zellen in {columns} werden mit dem Mittelwert oder dem häufigsten Wert aufgefüllt</translation>
    </message>
    <message>
        <source>{n} neuron</source>
        <translation>{n} Neuron</translation>
    </message>
    <message>
        <source>{n} neurons</source>
        <translation>{n} Neuronen</translation>
    </message>
    <message>
        <source>{n} of the {wanted} runs that were wanted are there</source>
        <translation>{n} der {wanted} gewünschten Läufe sind da</translation>
    </message>
    <message>
        <source>{n} of the {wanted} runs that were wanted is there</source>
        <translation>{n} der {wanted} gewünschten Läufe ist da</translation>
    </message>
    <message>
        <source>{n} of {total} training samples are “{name}”: always answering that is right in {share:.1f} %, and the rest hardly counts</source>
        <translation>{n} von {total} Trainingsbeispielen sind „{name}“: Immer so zu antworten ist in {share:.1f}&#x202f;% der Fälle richtig, und der Rest zählt kaum</translation>
    </message>
    <message>
        <source>{n} parameter</source>
        <translation>{n} Parameter</translation>
    </message>
    <message>
        <source>{n} parameters</source>
        <translation>{n} Parameter</translation>
    </message>
    <message>
        <source>{n} percentage points</source>
        <translation>{n} Prozentpunkte</translation>
    </message>
    <message>
        <source>{n} recordings are left out; the first is {file}: {cause}</source>
        <translation>{n} Aufzeichnungen werden weggelassen; die erste ist {file}: {cause}</translation>
    </message>
    <message>
        <source>{n} row</source>
        <translation>{n} Zeile</translation>
    </message>
    <message>
        <source>{n} row has fewer than {rows} before it: what is not known counts as missing</source>
        <translation>{n} Zeile hat weniger als {rows} vor sich: Was nicht bekannt ist, zählt als fehlend</translation>
    </message>
    <message>
        <source>{n} row with fewer than {rows} before it is left out</source>
        <translation>{n} Zeile mit weniger als {rows} davor wird weggelassen</translation>
    </message>
    <message>
        <source>{n} row without {column} is left out</source>
        <translation>{n} Zeile ohne {column} wird weggelassen</translation>
    </message>
    <message>
        <source>{n} rows</source>
        <translation>{n} Zeilen</translation>
    </message>
    <message>
        <source>{n} rows have fewer than {rows} before them: what is not known counts as missing</source>
        <translation>{n} Zeilen haben weniger als {rows} vor sich: Was nicht bekannt ist, zählt als fehlend</translation>
    </message>
    <message>
        <source>{n} rows that are hidden in the sheet, by a filter perhaps, are read as well</source>
        <translation>{n} Zeilen, die im Blatt ausgeblendet sind, vielleicht durch einen Filter, werden mitgelesen</translation>
    </message>
    <message>
        <source>{n} rows that repeat the names of the columns are left out, as where files were put together; the first is line {line}</source>
        <translation>{n} Zeilen, die die Namen der Spalten wiederholen, werden weggelassen, wie sie beim Aneinanderhängen von Dateien entstehen; die erste ist Zeile {line}</translation>
    </message>
    <message>
        <source>{n} rows with fewer than {rows} before them are left out</source>
        <translation>{n} Zeilen mit weniger als {rows} davor werden weggelassen</translation>
    </message>
    <message>
        <source>{n} rows without {column} are left out</source>
        <translation>{n} Zeilen ohne {column} werden weggelassen</translation>
    </message>
    <message>
        <source>{n} run diverged; the best epoch before that counts, if there was one</source>
        <translation>{n} Lauf ist divergiert; es zählt die beste Epoche davor, falls es eine gab</translation>
    </message>
    <message>
        <source>{n} runs diverged; the best epochs before that count, where there were any</source>
        <translation>{n} Läufe sind divergiert; es zählen die besten Epochen davor, falls es welche gab</translation>
    </message>
    <message>
        <source>{n} runs with other seeds: {name} {figure}, from {least} to {most}</source>
        <translation>{n} Läufe mit anderen Seeds: {name} {figure}, von {least} bis {most}</translation>
    </message>
    <message>
        <source>{n} sample</source>
        <translation>{n} Beispiel</translation>
    </message>
    <message>
        <source>{n} sample drawn at random</source>
        <translation>{n} zufälliges Beispiel</translation>
    </message>
    <message>
        <source>{n} sample is</source>
        <translation>{n} Beispiel ist</translation>
    </message>
    <message>
        <source>{n} sample of the test part</source>
        <translation>{n} Beispiel des Testteils</translation>
    </message>
    <message>
        <source>{n} sample of the training part</source>
        <translation>{n} Beispiel des Trainingsteils</translation>
    </message>
    <message>
        <source>{n} samples</source>
        <translation>{n} Beispiele</translation>
    </message>
    <message>
        <source>{n} samples are</source>
        <translation>{n} Beispiele sind</translation>
    </message>
    <message>
        <source>{n} samples drawn at random</source>
        <translation>{n} zufällige Beispiele</translation>
    </message>
    <message>
        <source>{n} samples lie in two classes each: {pairs}; remove them from the one they do not belong to</source>
        <translation>{n} Beispiele liegen in je zwei Klassen: {pairs}; aus der entfernen, in die sie nicht gehören</translation>
    </message>
    <message>
        <source>{n} samples of the test part</source>
        <translation>{n} Beispiele des Testteils</translation>
    </message>
    <message>
        <source>{n} samples of the training part</source>
        <translation>{n} Beispiele des Trainingsteils</translation>
    </message>
    <message>
        <source>{n} step</source>
        <translation>{n} Schritt</translation>
    </message>
    <message>
        <source>{n} steps</source>
        <translation>{n} Schritte</translation>
    </message>
    <message>
        <source>{n} target</source>
        <translation>{n} Zielwert</translation>
    </message>
    <message>
        <source>{n} targets</source>
        <translation>{n} Zielwerte</translation>
    </message>
    <message>
        <source>{n} value</source>
        <translation>{n} Wert</translation>
    </message>
    <message>
        <source>{n} value of {column} lies very far from all others ({value}; half of them lie between {low} and {high}), and training would care for little else: is it a mistake, or in another unit?</source>
        <translation>{n} Wert von {column} liegt sehr weit weg von allen anderen ({value}; die Hälfte liegt zwischen {low} und {high}), und dem Training ginge es um wenig anderes: ist er ein Fehler oder in einer anderen Einheit?</translation>
    </message>
    <message>
        <source>{n} values</source>
        <translation>{n} Werten</translation>
    </message>
    <message>
        <source>{n} values of {column} lie very far from all others (such as {value}; half of them lie between {low} and {high}), and training would care for little else: are they mistakes, or in another unit?</source>
        <translation>{n} Werte von {column} liegen sehr weit weg von allen anderen (etwa {value}; die Hälfte liegt zwischen {low} und {high}), und dem Training ginge es um wenig anderes: sind sie Fehler oder in einer anderen Einheit?</translation>
    </message>
    <message>
        <source>{optimizer} moves a weight by about its learning rate: {steps} × {rate:g} = {way:.2g} in the whole run, while weights start near 0.1</source>
        <translation>{optimizer} bewegt ein Gewicht etwa um die Lernrate: {steps} × {rate:g} = {way:.2g} im ganzen Lauf, während Gewichte nahe 0.1 beginnen</translation>
    </message>
    <message>
        <source>{optimizer} moves every weight by about its learning rate: {rate:g} in each step, while weights start near 0.1</source>
        <translation>{optimizer} bewegt jedes Gewicht etwa um die Lernrate: {rate:g} in jedem Schritt, während Gewichte nahe 0.1 beginnen</translation>
    </message>
    <message>
        <source>{option} is for earlier rows: say how many with --earlier N</source>
        <translation>{option} ist für frühere Zeilen: Sagen Sie mit --earlier N, wie viele</translation>
    </message>
    <message>
        <source>{option} is for tables: {data} has its own</source>
        <translation>{option} ist für Tabellen: Bei {data} steht das schon fest</translation>
    </message>
    <message>
        <source>{option} is for {owners}: choose one with --{part}</source>
        <translation>{option} gehört zu {owners}: mit --{part} eines davon wählen</translation>
    </message>
    <message>
        <source>{option} needs a table: --data FILE</source>
        <translation>{option} braucht eine Tabelle: --data FILE</translation>
    </message>
    <message>
        <source>{option} {rule}, not {value}</source>
        <translation>{option}: {rule}, nicht {value}</translation>
    </message>
    <message>
        <source>{option}: nothing that is predicted is called {value}; there are {targets}</source>
        <translation>{option}: nichts, was vorhergesagt wird, heißt {value}; es gibt {targets}</translation>
    </message>
    <message>
        <source>{option}: the network has one output only: leave out @{name}</source>
        <translation>{option}: das Netz hat nur eine Ausgabe: @{name} weglassen</translation>
    </message>
    <message>
        <source>{option}: there is no such output; there are {outputs}</source>
        <translation>{option}: diese Ausgabe gibt es nicht; es gibt {outputs}</translation>
    </message>
    <message>
        <source>{option}: there is no such setting; there are {known}</source>
        <translation>{option}: eine solche Einstellung gibt es nicht; es gibt {known}</translation>
    </message>
    <message>
        <source>{owner} has no setting {name}; it has {known}</source>
        <translation>{owner} hat keine Einstellung {name}; vorhanden: {known}</translation>
    </message>
    <message>
        <source>{owner}: further targets need a first one that is none of them</source>
        <translation>{owner}: Weitere Zielgrößen brauchen eine erste, die nicht unter ihnen ist</translation>
    </message>
    <message>
        <source>{owner}: stand_ins must be pairs of a column and a number, not {value}</source>
        <translation>{owner}: stand_ins müssen Paare aus einer Spalte und einer Zahl sein, nicht {value}</translation>
    </message>
    <message>
        <source>{owner}: {setting} must be names of columns, not {value}</source>
        <translation>{owner}: {setting} verlangt Namen von Spalten, nicht {value}</translation>
    </message>
    <message>
        <source>{owner}: {setting} {rule}, not {value}</source>
        <translation>{owner}, {setting}: {rule}, nicht {value}</translation>
    </message>
    <message>
        <source>{parts} and {count} more</source>
        <translation>{parts} und {count} weitere</translation>
    </message>
    <message>
        <source>{part} ({old}, now {new})</source>
        <translation>{part} ({old}, jetzt {new})</translation>
    </message>
    <message>
        <source>{path} exists already; --force overwrites it</source>
        <translation>{path} gibt es schon; --force überschreibt die Datei</translation>
    </message>
    <message>
        <source>{path} has been trained for {done} already: go on with a larger number, as in --continue --epochs {more}</source>
        <translation>{path} wurde schon trainiert ({done}): mit einer größeren Zahl weitermachen, etwa --continue --epochs {more}</translation>
    </message>
    <message>
        <source>{path} has imported weights, but no data that says how rows are prepared for them: choose its data first</source>
        <translation>{path} hat importierte Gewichte, aber keine Daten, die sagen, wie Zeilen dafür vorbereitet werden: erst die Daten wählen</translation>
    </message>
    <message>
        <source>{path} has no series that was stopped: leave out --continue</source>
        <translation>{path} hat keine gestoppte Serie: --continue weglassen</translation>
    </message>
    <message>
        <source>{path} has not been trained yet: leave out --continue</source>
        <translation>{path} wurde noch nicht trainiert: --continue weglassen</translation>
    </message>
    <message>
        <source>{path} has not been trained yet: leave out --keep-weights</source>
        <translation>{path} wurde noch nicht trainiert: --keep-weights weglassen</translation>
    </message>
    <message>
        <source>{path} has not been trained yet: run `nnstudio train {path}` first</source>
        <translation>{path} wurde noch nicht trainiert: erst `nnstudio train {path}` ausführen</translation>
    </message>
    <message>
        <source>{path} has the name of a project, which it would replace: choose another ending</source>
        <translation>{path} heißt wie ein Projekt, das dabei ersetzt würde: eine andere Endung wählen</translation>
    </message>
    <message>
        <source>{path} holds another project, with another network and other data. It is not written over: name another file with -o, or remove it</source>
        <translation>{path} enthält ein anderes Projekt, mit einem anderen Netz und anderen Daten. Es wird nicht überschrieben: mit -o eine andere Datei nennen oder sie entfernen</translation>
    </message>
    <message>
        <source>{path} holds the data, which it would replace: choose another name or folder</source>
        <translation>{path} enthält die Daten, die dabei ersetzt würden: einen anderen Namen oder Ordner wählen</translation>
    </message>
    <message>
        <source>{path} is there already and holds something else: choose another folder</source>
        <translation>{path} gibt es schon, mit anderem Inhalt: einen anderen Ordner wählen</translation>
    </message>
    <message>
        <source>{path} was changed by another program</source>
        <translation>{path} wurde von einem anderen Programm geändert</translation>
    </message>
    <message>
        <source>{program} cannot read the exported file back: {cause}</source>
        <translation>{program} kann die exportierte Datei nicht zurücklesen: {cause}</translation>
    </message>
    <message>
        <source>{program} could not be started ({cause})</source>
        <translation>{program} ließ sich nicht starten ({cause})</translation>
    </message>
    <message>
        <source>{program} did not answer within {timeout:g} s</source>
        <translation>{program} hat innerhalb von {timeout:g} s nicht geantwortet</translation>
    </message>
    <message>
        <source>{program} gave an answer that makes no sense ({cause})</source>
        <translation>{program} gab eine Antwort, die keinen Sinn ergibt ({cause})</translation>
    </message>
    <message>
        <source>{program} is not installed</source>
        <translation>{program} ist nicht installiert</translation>
    </message>
    <message>
        <source>{rare} is {few:.1%} of the pictures, {usual} {many:.1%}: a network does well by never answering {rare}</source>
        <translation>{rare} hat {few:.1%} der Bilder, {usual} {many:.1%}: Ein Netz schneidet gut ab, wenn es nie {rare} antwortet</translation>
    </message>
    <message>
        <source>{rare} is {few:.1%} of the recordings, {usual} {many:.1%}: a network does well by never answering {rare}</source>
        <translation>{rare} hat {few:.1%} der Aufzeichnungen, {usual} {many:.1%}: Ein Netz schneidet gut ab, wenn es nie {rare} antwortet</translation>
    </message>
    <message>
        <source>{rare} is {few:.1%} of the rows, {usual} {many:.1%}: a network does well by never answering {rare}</source>
        <translation>{rare} hat {few:.1%} der Zeilen, {usual} {many:.1%}: Ein Netz schneidet gut ab, wenn es nie {rare} antwortet</translation>
    </message>
    <message>
        <source>{rows} to learn from and {features} inputs: a network can learn them all by heart</source>
        <translation>{rows} zum Lernen und {features} Eingaben: Ein Netz kann sie alle auswendig lernen</translation>
    </message>
    <message>
        <source>{runtime} gave the same answers of all {outputs} outputs for {same} of {rows}, {decision}; largest difference {difference}</source>
        <translation>{runtime} beantwortete {rows}, davon {same} in allen {outputs} Ausgaben gleich, {decision}; größter Unterschied {difference}</translation>
    </message>
    <message>
        <source>{runtime} gave the same answers of all {outputs} outputs for {same} of {rows}; largest difference {difference}</source>
        <translation>{runtime} beantwortete {rows}, davon {same} in allen {outputs} Ausgaben gleich; größter Unterschied {difference}</translation>
    </message>
    <message>
        <source>{runtime} gave the same class for {same} of {rows}, {decision}; largest difference {difference}</source>
        <translation>{runtime} beantwortete {rows}, davon {same} mit derselben Klasse, {decision}; größter Unterschied {difference}</translation>
    </message>
    <message>
        <source>{runtime} gave the same class for {same} of {rows}; largest difference {difference}</source>
        <translation>{runtime} beantwortete {rows}, davon {same} mit derselben Klasse; größter Unterschied {difference}</translation>
    </message>
    <message>
        <source>{runtime} gave the same outputs for {rows}; largest difference {difference}</source>
        <translation>{runtime} beantwortete {rows} mit denselben Ausgaben; größter Unterschied {difference}</translation>
    </message>
    <message>
        <source>{runtime} read all {n} arrays back, equal to the last bit</source>
        <translation>{runtime} hat alle {n} Arrays zurückgelesen, gleich bis aufs letzte Bit</translation>
    </message>
    <message>
        <source>{runtime} read its one array back, equal to the last bit</source>
        <translation>{runtime} hat das eine Array zurückgelesen, gleich bis aufs letzte Bit</translation>
    </message>
    <message>
        <source>{run} began with imported weights that are not here any more</source>
        <translation>{run} begann mit importierten Gewichten, die nicht mehr hier sind</translation>
    </message>
    <message>
        <source>{run} is no name of a run</source>
        <translation>{run} ist kein Name eines Laufs</translation>
    </message>
    <message>
        <source>{run}, on the validation part of the project: {figure}</source>
        <translation>{run}, am Validierungsteil des Projekts: {figure}</translation>
    </message>
    <message>
        <source>{series} cannot go on: its data or the weights it began with have changed; start a new one</source>
        <translation>{series} kann nicht weitergehen: Die Daten oder die Anfangsgewichte haben sich geändert; eine neue beginnen</translation>
    </message>
    <message>
        <source>{series} goes on with its own settings: leave out others</source>
        <translation>{series} läuft mit den eigenen Einstellungen weiter: andere weglassen</translation>
    </message>
    <message>
        <source>{setting} {rule}, not {value}</source>
        <translation>{setting}: {rule}, nicht {value}</translation>
    </message>
    <message>
        <source>{shape} number</source>
        <translation>{shape} Zahl</translation>
    </message>
    <message>
        <source>{shape} numbers</source>
        <translation>{shape} Zahlen</translation>
    </message>
    <message>
        <source>{shape} stays {shape}</source>
        <translation>{shape} bleibt {shape}</translation>
    </message>
    <message>
        <source>{share:.0%} of the held-out rows stand in the training part as well, value by value: results will look better than they are</source>
        <translation>{share:.0%} der zurückgehaltenen Zeilen stehen Wert für Wert auch im Trainingsteil: Die Ergebnisse werden besser aussehen, als sie sind</translation>
    </message>
    <message>
        <source>{share:.0%} of the rows have no value in {target} and are left out</source>
        <translation>{share:.0%} der Zeilen haben keinen Wert in {target} und werden weggelassen</translation>
    </message>
    <message>
        <source>{share:.0%} of the rows lack an answer in at least one column and are left out</source>
        <translation>{share:.0%} der Zeilen fehlt in mindestens einer Spalte die Antwort; sie werden weggelassen</translation>
    </message>
    <message>
        <source>{share} of the neurons of {layer} are dead: their ReLU is 0 for all {n} samples, so no gradient comes through and they never learn again. Try Leaky ReLU or a smaller learning rate</source>
        <translation>{share} der Neuronen von {layer} sind tot: Ihre ReLU ist 0 für alle {n} Beispiele, also kommt kein Gradient durch und sie lernen nie wieder. Leaky ReLU oder eine kleinere Lernrate versuchen</translation>
    </message>
    <message>
        <source>{sizes} free</source>
        <translation>{sizes} frei</translation>
    </message>
    <message>
        <source>{source}: no array in it fits a layer of the network</source>
        <translation>{source}: kein Array darin passt zu einer Schicht des Netzes</translation>
    </message>
    <message>
        <source>{source}: the weights {key} hold values that are no finite numbers</source>
        <translation>Gewichte aus {source}: {key} enthält Werte, die keine endlichen Zahlen sind</translation>
    </message>
    <message>
        <source>{target}: all are {name}; nothing is measured of what the network makes of other classes</source>
        <translation>{target}: alle sind {name}; was das Netz aus anderen Klassen macht, wird nicht gemessen</translation>
    </message>
    <message>
        <source>{target}: {problem}</source>
        <translation>{target}: {problem}</translation>
    </message>
    <message>
        <source>{title} looks over a sequence (length × channels) or an image, but receives a row of {shape}</source>
        <translation>{title} läuft über eine Folge (Länge × Kanäle) oder ein Bild, erhält aber eine Reihe von {shape}</translation>
    </message>
    <message>
        <source>{title} needs inputs of one shape, but receives {first} and {other}</source>
        <translation>{title} braucht Eingaben derselben Form, erhält aber {first} und {other}</translation>
    </message>
    <message>
        <source>{title}: the window is {reach} {side}, the {what} only {size}: ⌊({size} − {reach})/{stride}⌋ + 1 = {output}</source>
        <translation>{title}: das Fenster ist {reach} {side}, {what} nur {size}: ⌊({size} − {reach})/{stride}⌋ + 1 = {output}</translation>
    </message>
    <message>
        <source>{title}: the window is {reach} {side}, the {what} with its zeros only {total}: ⌊({size} + 2·{zeros} − {reach})/{stride}⌋ + 1 = {output}</source>
        <translation>{title}: das Fenster ist {reach} {side}, {what} mit den Nullen nur {total}: ⌊({size} + 2·{zeros} − {reach})/{stride}⌋ + 1 = {output}</translation>
    </message>
    <message>
        <source>{title}: {of_channels} and {of_filters} cannot both be divided into {groups} groups ({channels} mod {groups} = {rest}, {filters} mod {groups} = {filters_rest})</source>
        <translation>{title}: {of_channels} und {of_filters} lassen sich nicht beide in {groups} Gruppen teilen ({channels} mod {groups} = {rest}, {filters} mod {groups} = {filters_rest})</translation>
    </message>
    <message>
        <source>{title}: {of_channels} cannot be divided into {groups} groups ({channels} mod {groups} = {rest})</source>
        <translation>{title}: {of_channels} lassen sich nicht in {groups} Gruppen teilen ({channels} mod {groups} = {rest})</translation>
    </message>
    <message>
        <source>{value} should be a whole number</source>
        <translation>statt {value} wird eine ganze Zahl erwartet</translation>
    </message>
    <message>
        <source>{value} should be two whole numbers</source>
        <translation>statt {value} werden zwei ganze Zahlen erwartet</translation>
    </message>
    <message>
        <source>{version}, for CUDA up to {known}</source>
        <translation>{version}, für CUDA bis {known}</translation>
    </message>
    <message>
        <source>{what} is {value}; it should be at least {low}</source>
        <translation>{what} beträgt {value}; verlangt ist mindestens {low}</translation>
    </message>
    <message>
        <source>{what} is {value}; it should be at most {high}</source>
        <translation>{what} beträgt {value}; verlangt ist höchstens {high}</translation>
    </message>
    <message>
        <source>{what} is {value}; it should be {low}</source>
        <translation>{what} beträgt {value}; verlangt ist {low}</translation>
    </message>
    <message>
        <source>{what} is {value}; it should lie between {low} and {high}</source>
        <translation>{what} beträgt {value}; verlangt ist ein Wert von {low} bis {high}</translation>
    </message>
    <message>
        <source>{where}{problem}</source>
        <translation>{where}{problem}</translation>
    </message>
    <message>
        <source>{word} in line {line}</source>
        <translation>{word} in Zeile {line}</translation>
    </message>
    <message>
        <source>{x} and {y} are read, and not {others}</source>
        <translation>{x} und {y} werden gelesen, nicht aber {others}</translation>
    </message>
    <message>
        <source>ŷ of {0}: the answer to this sample</source>
        <translation>ŷ von {0}: die Antwort auf dieses Beispiel</translation>
    </message>
    <message>
        <source>α·(end + (1 − end)·(1 − p)^power),  p = epoch / epochs</source>
        <translation>α·(Ende + (1 − Ende)·(1 − p)^Exponent),  p = Epoche / Epochen</translation>
    </message>
    <message>
        <source>α·(end + (1 − end)·½·(1 + cos(π·p))),  p = epoch / epochs</source>
        <translation>α·(Ende + (1 − Ende)·½·(1 + cos(π·p))),  p = Epoche / Epochen</translation>
    </message>
    <message>
        <source>α·ratio^epoch</source>
        <translation>α·Verhältnis^Epoche</translation>
    </message>
    <message>
        <source>α·ratio^⌊epoch / every⌋</source>
        <translation>α·Verhältnis^⌊Epoche / Alle⌋</translation>
    </message>
    <message>
        <source>“{0}” (a number)</source>
        <translation>„{0}“ (eine Zahl)</translation>
    </message>
    <message>
        <source>“{0}” ({1} choices)</source>
        <translation>„{0}“ ({1} Möglichkeiten)</translation>
    </message>
    <message>
        <source>“{0}” ({1} classes)</source>
        <translation>„{0}“ ({1} Klassen)</translation>
    </message>
    <message>
        <source>“{0}” ({1} numbers)</source>
        <translation>„{0}“ ({1} Zahlen)</translation>
    </message>
    <message>
        <source>“{0}” ({1} or {2})</source>
        <translation>„{0}“ ({1} oder {2})</translation>
    </message>
    <message>
        <source>“{0}” ({1} yes/no answers)</source>
        <translation>„{0}“ ({1} Ja/Nein-Antworten)</translation>
    </message>
    <message>
        <source>“{0}” is no setting of {1}, which has: {2}</source>
        <translation>„{0}“ ist keine Einstellung von {1}; es gibt: {2}</translation>
    </message>
    <message>
        <source>… and {0} more</source>
        <translation>… und {0} weitere</translation>
    </message>
    <message>
        <source>… and {0} more under Remarks</source>
        <translation>… und {0} weitere unter „Hinweise“</translation>
    </message>
    <message>
        <source>… or drop a file here</source>
        <translation>… oder eine Datei hier ablegen</translation>
    </message>
    <message>
        <source>∂J/∂a of {0}: how the cost rises with each number</source>
        <translation>∂J/∂a von {0}: wie die Kosten mit jeder Zahl steigen</translation>
    </message>
    <message>
        <source>∂J/∂z of {0}: how the cost rises with each sum</source>
        <translation>∂J/∂z von {0}: wie die Kosten mit jeder Summe steigen</translation>
    </message>
</context>
</TS>
