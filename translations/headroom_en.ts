<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
    <context>
        <name>CapacityPane</name>
        <message numerus="yes">
            <source>of %1 needed on %n device(s)</source>
            <translation>
                <numerusform>of %1 needed on %n device</numerusform>
                <numerusform>of %1 needed on %n devices</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Chart</name>
        <message numerus="yes">
            <source>%n value(s) not shown</source>
            <translation>
                <numerusform>%n value not shown</numerusform>
                <numerusform>%n values not shown</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DeviceCards</name>
        <message numerus="yes">
            <source>%n core(s)</source>
            <translation>
                <numerusform>%n core</numerusform>
                <numerusform>%n cores</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>HardwarePane</name>
        <message numerus="yes">
            <source>VRAM on %n card(s)</source>
            <translation>
                <numerusform>VRAM on %n card</numerusform>
                <numerusform>VRAM on %n cards</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PlanControls</name>
        <message numerus="yes">
            <source>change to %n request(s)</source>
            <translation>
                <numerusform>change to %n request</numerusform>
                <numerusform>change to %n requests</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TopologyWords</name>
        <message numerus="yes">
            <source>CPU, %n core(s)</source>
            <translation>
                <numerusform>CPU, %n core</numerusform>
                <numerusform>CPU, %n cores</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n PCIe lane(s)</source>
            <translation>
                <numerusform>%n PCIe lane</numerusform>
                <numerusform>%n PCIe lanes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The card could use %n lane(s)</source>
            <translation>
                <numerusform>The card could use %n lane</numerusform>
                <numerusform>The card could use %n lanes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message numerus="yes">
            <source>token(s)</source>
            <comment>unit</comment>
            <translation>
                <numerusform>token</numerusform>
                <numerusform>tokens</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>request(s)</source>
            <comment>unit</comment>
            <translation>
                <numerusform>request</numerusform>
                <numerusform>requests</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln window(s) of %1</source>
            <translation>
                <numerusform>%Ln window of %1</numerusform>
                <numerusform>%Ln windows of %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 lacks %2: %n request(s) at %3 need %4 of %5</source>
            <translation>
                <numerusform>%1 lacks %2: %n request at %3 needs %4 of %5</numerusform>
                <numerusform>%1 lacks %2: %n requests at %3 need %4 of %5</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n request(s) at %1 leave %2 of %3 on %4</source>
            <translation>
                <numerusform>%n request at %1 leaves %2 of %3 on %4</numerusform>
                <numerusform>%n requests at %1 leave %2 of %3 on %4</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n tensor(s) belong to no known layer, the first is %1</source>
            <translation>
                <numerusform>%n tensor belongs to no known layer: %1</numerusform>
                <numerusform>%n tensors belong to no known layer, the first is %1</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>EvaluateSession</name>
        <message numerus="yes">
            <source>%n candidate(s)</source>
            <translation>
                <numerusform>%n candidate</numerusform>
                <numerusform>%n candidates</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>OpenJobs</name>
        <message numerus="yes">
            <source>%n job(s) did not end before the window closed.</source>
            <translation>
                <numerusform>%n job did not end before the window closed.</numerusform>
                <numerusform>%n jobs did not end before the window closed.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>QuantizeControls</name>
        <message numerus="yes">
            <source>Resume %n run(s)</source>
            <translation>
                <numerusform>Resume %n run</numerusform>
                <numerusform>Resume %n runs</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>QuantizeHeadline</name>
        <message numerus="yes">
            <source>%n preset(s), %1;</source>
            <comment>how many, sizes</comment>
            <translation>
                <numerusform>%n preset, %1;</numerusform>
                <numerusform>%n presets, %1;</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n preset(s) can be made, %1</source>
            <comment>how many, sizes</comment>
            <translation>
                <numerusform>%n preset can be made, %1</numerusform>
                <numerusform>%n presets can be made, %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of them fit(s) the rig</source>
            <translation>
                <numerusform>%n of them fits the rig</numerusform>
                <numerusform>%n of them fit the rig</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>QuantizePane</name>
        <message numerus="yes">
            <source>%n tensor(s)</source>
            <translation>
                <numerusform>%n tensor</numerusform>
                <numerusform>%n tensors</numerusform>
            </translation>
        </message>
    </context>
</TS>
