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
    </context>
    <context>
        <name>Words</name>
        <message numerus="yes">
            <source>%n request(s) at %1</source>
            <translation>
                <numerusform>%n request at %1</numerusform>
                <numerusform>%n requests at %1</numerusform>
            </translation>
        </message>
    </context>
</TS>
