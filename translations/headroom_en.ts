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
    <context>
        <name>Remarks</name>
        <message>
            <source>quantize</source>
            <translation>Quantizing</translation>
        </message>
        <message>
            <source>compare</source>
            <translation>Comparing</translation>
        </message>
        <message>
            <source>measure</source>
            <translation>Measuring</translation>
        </message>
        <message>
            <source>hash</source>
            <translation>Checksum</translation>
        </message>
        <message>
            <source>evaluate</source>
            <translation>Perplexity</translation>
        </message>
        <message>
            <source>calibrate</source>
            <translation>Calibrating</translation>
        </message>
        <message>
            <source>errors</source>
            <translation>Errors of types</translation>
        </message>
        <message>
            <source>scales</source>
            <translation>Channel scales</translation>
        </message>
        <message>
            <source>import</source>
            <translation>Importing</translation>
        </message>
        <message>
            <source>export</source>
            <translation>Writing</translation>
        </message>
        <message>
            <source>generate</source>
            <translation>Generating</translation>
        </message>
        <message>
            <source>prompt</source>
            <translation>Reading the prompt</translation>
        </message>
        <message>
            <source>no NVIDIA driver: libnvidia-ml.so.1 not found</source>
            <translation>No NVIDIA driver: libnvidia-ml.so.1 was not found</translation>
        </message>
        <message>
            <source>{}: shares the host&apos;s memory</source>
            <translation>{} shares the host&apos;s memory</translation>
        </message>
        <message>
            <source>the topology library could not read this machine: cores and caches are unknown</source>
            <translation>Cores and caches could not be read</translation>
        </message>
        <message>
            <source>override {}</source>
            <translation>Set by the override {}</translation>
        </message>
        <message>
            <source>the preset&apos;s {}</source>
            <translation>Set by the preset&apos;s override {}</translation>
        </message>
        <message>
            <source>override ^{}$={}</source>
            <translation>Set by hand to {1}</translation>
        </message>
        <message>
            <source>the preset&apos;s ^{}$={}</source>
            <translation>Set by the preset to {1}</translation>
        </message>
        <message>
            <source>rtn</source>
            <translation>To nearest</translation>
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
            <translation>Learned rounding</translation>
        </message>
        <message>
            <source>{} of the quantized tensors are rounded without {}: {}, {}</source>
            <translation>{0} of the quantized tensors are rounded without {1}, {2} for one: {3}</translation>
        </message>
        <message>
            <source>{} projections stay as they are: {}</source>
            <translation>Projections that stay as they are: {0} ({1})</translation>
        </message>
        <message>
            <source>{} projections are rounded to nearest: the calibration has no Hessian for them</source>
            <translation>Projections rounded to nearest, since the calibration has no Hessian for them: {}</translation>
        </message>
        <message>
            <source>{} projections are rounded without {}: nothing before them is known that their scales could be divided out of</source>
            <translation>Projections rounded without {1}, since nothing before them is known that their scales could be divided out of: {0}</translation>
        </message>
        <message>
            <source>{} projections are not in the importance matrix</source>
            <translation>Projections that are not in the importance matrix: {}</translation>
        </message>
        <message>
            <source>up to {} experts of a layer were never reached</source>
            <translation>Experts of a layer that were never reached: up to {}</translation>
        </message>
        <message>
            <source>{} expert tensors have an expert that saw fewer than {} tokens</source>
            <translation>Tensors with an expert that saw fewer than {1} tokens: {0}</translation>
        </message>
    </context>
</TS>
